import asyncio


class Room:
    def open(self):
        print("open")


async def load():
    return Room()


async def main():
    for next_one in asyncio.as_completed([load()]):
        room = await next_one
        room.open()


async def waited():
    done, pending = await asyncio.wait([asyncio.create_task(load())])
    for task in done:
        task.result().open()
