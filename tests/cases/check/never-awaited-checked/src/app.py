import asyncio
from collections.abc import Awaitable


class Room:
    pass


async def find_room():
    return Room()


def validate(room):
    if not isinstance(room, Room):
        raise TypeError(type(room).__name__)


def resolve(room):
    if isinstance(room, Room):
        return room
    return asyncio.run(room)


def wrong():
    room = find_room()  # likely: no coroutine is a Room
    assert isinstance(room, Room)
    validate(find_room())  # likely
    if isinstance(find_room(), dict):  # likely
        print("a dict")


async def right():
    room = find_room()
    if isinstance(room, Room):
        return room
    other = find_room()
    if isinstance(other, Awaitable):
        other = await other
    later = find_room()
    if not isinstance(later, Room):
        later.close()
    resolve(find_room())
    return await room
