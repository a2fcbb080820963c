import asyncio


class Room:
    def open(self):
        print("open")


async def load():
    return Room()


async def main():
    task = asyncio.create_task(load())
    await asyncio.wait([task])
    task.result().open()


async def grouped():
    async with asyncio.TaskGroup() as group:
        task = group.create_task(load())
    task.result().open()
