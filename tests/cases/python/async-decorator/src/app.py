import asyncio
from functools import wraps


def logged(function):
    @wraps(function)
    async def wrapper(*args, **kwargs):
        return await function(*args, **kwargs)

    return wrapper


class Room:
    def open(self):
        print("open")


@logged
async def load():
    return Room()


async def main():
    room = await load()
    room.open()


asyncio.run(main())
