class Room:
    def open(self):
        print("open")

    def close(self):
        print("close")


async def rooms():
    yield Room()


class House:
    async def __aiter__(self):
        yield Room()


async def looped():
    async for room in rooms():
        room.open()


async def comprehended():
    for room in [room async for room in rooms()]:
        room.close()


async def by_method():
    async for room in House():
        room.open()
