class Rooms:
    async def join(self, websocket):
        await websocket.accept()


def get_rooms():
    return Rooms()
