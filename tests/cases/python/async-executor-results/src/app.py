import asyncio
from concurrent.futures import ThreadPoolExecutor


class Room:
    def open(self):
        print("open")


def make(number):
    return Room()


def by_map():
    with ThreadPoolExecutor() as pool:
        for room in pool.map(make, [1, 2]):
            room.open()


def by_submit():
    with ThreadPoolExecutor() as pool:
        pool.submit(make, 1).result().open()


async def by_executor():
    room = await asyncio.get_running_loop().run_in_executor(None, make, 1)
    room.open()


def main():
    by_map()
    by_submit()
    asyncio.run(by_executor())


main()
