import asyncio


class Manager:
    async def connect(self):
        print("connect")


_manager = Manager()


def get_manager() -> Manager:
    return _manager


async def get_manager_async() -> Manager:
    return get_manager()


async def broken():
    await get_manager()


async def main():
    await (await get_manager_async()).connect()


asyncio.run(main())
