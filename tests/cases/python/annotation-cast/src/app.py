from typing import cast

from outside import load


class Room:
    def open(self):
        print("open")


def by_class():
    cast(Room, load()).open()


def by_string():
    room = cast("Room", load())
    room.open()


def by_list():
    for room in cast("list[Room]", load()):
        room.open()
