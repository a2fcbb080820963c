async def drop(room):
    rooms = {room}
    doors = [room]
    await rooms.remove(room)
    await doors.remove(room)
    await doors.insert(0, room)
