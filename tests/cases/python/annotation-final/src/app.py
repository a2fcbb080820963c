from typing import ClassVar, Final


class Room:
    def enter(self):
        print("enter")


class Hall(Room):
    def enter(self):
        print("a hall")


class House:
    room: Final = Room()
    hall: ClassVar = Hall()
    best: Room = Hall()

    def __init__(self):
        self.attic: Final = Room()

    def visit(self):
        self.room.enter()

    def climb(self):
        self.attic.enter()


SHED: Final = Room()


def walk():
    House.hall.enter()


def choose():
    House().best.enter()


def store():
    SHED.enter()


House().visit()
House().climb()
walk()
choose()
store()
