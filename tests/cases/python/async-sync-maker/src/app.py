import asyncio


class Room:
    def open(self):
        print("open")


async def load():
    return Room()


def start():
    return load()


async def main():
    room = await start()
    room.open()


asyncio.run(main())
