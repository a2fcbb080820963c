import asyncio


class Room:
    def open(self):
        print("open")


async def load():
    return Room()


async def limited(work):
    return await work


async def main():
    room = await limited(load())
    room.open()


asyncio.run(main())
