from typing import Callable


class Room:
    def open(self):
        print("open")


class Hall(Room):
    def open(self):
        print("hall")


def several(*rooms: Room):
    for room in rooms:
        room.open()


def named(**rooms: Room):
    for room in rooms.values():
        room.open()


def made(*makers: Callable[[], Hall]):
    for make in makers:
        make().open()


def passed(*rooms: Room):
    for room in rooms:
        room.open()


def first(*rooms: Room):
    rooms[0].open()


def under_key(**rooms: Room):
    rooms["hall"].open()


def first_passed(*rooms: Room):
    rooms[0].open()


def main():
    first_passed(Hall())
    passed(Hall())
