import asyncio


class Room:
    def open(self):
        print("open")


class Door:
    def lock(self):
        print("lock")


async def find_room():
    return Room()


async def find_door():
    return Door()


async def gathered():
    room, door = await asyncio.gather(find_room(), find_door())
    door.lock()


async def waited():
    room = await asyncio.wait_for(find_room(), 1)
    room.open()


async def shielded():
    room = await asyncio.shield(find_room())
    room.open()
