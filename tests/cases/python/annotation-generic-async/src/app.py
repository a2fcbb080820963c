from typing import TypeVar

from outside import load

T = TypeVar("T")


class Room:
    def open(self):
        print("open")


class Door:
    def shut(self):
        print("shut")


async def get(kind: type[T]) -> T:
    return await load(kind)


async def main():
    room = await get(Room)
    room.open()
    door = await get(Door)
    door.shut()
