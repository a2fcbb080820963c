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


def main():
    passed(Hall())
