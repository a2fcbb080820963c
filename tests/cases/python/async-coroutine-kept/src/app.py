import asyncio


class Room:
    def open(self):
        print("open")


async def load():
    return Room()


async def main():
    coroutine = load()
    print("meanwhile")
    room = await coroutine
    room.open()


asyncio.run(main())
