import asyncio


class Room:
    def open(self):
        print("open")


async def load():
    return Room()


async def main():
    task = asyncio.create_task(load())
    print("meanwhile")
    room = await task
    room.open()


asyncio.run(main())
