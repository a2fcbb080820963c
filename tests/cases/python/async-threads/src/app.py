import asyncio


def read(path):
    print(path)


def hash_it(data):
    print(data)


class Store:
    def flush(self):
        print("flush")


async def publish():
    print("publish")


def wake():
    print("wake")


def worker(loop):
    asyncio.run_coroutine_threadsafe(publish(), loop)
    loop.call_soon_threadsafe(wake)


async def main():
    loop = asyncio.get_running_loop()
    await asyncio.to_thread(read, "a.txt")
    await loop.run_in_executor(None, hash_it, b"data")
    await asyncio.to_thread(Store().flush)
    await asyncio.to_thread(worker, loop)


asyncio.run(main())
