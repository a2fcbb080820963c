import operator
from operator import attrgetter


class Door:
    def close(self):
        print("close")


class Room:
    def __init__(self):
        self.door = Door()

    @property
    def exit(self):
        return Door()

    def enter(self, guest, door=None):
        door.close()
        return Door()


get_door = attrgetter("door")


def kept():
    get_door(Room()).close()


def read():
    attrgetter("exit")(Room()).close()


def called():
    operator.methodcaller("enter", 1, door=Door())(Room()).close()


def sorted_by():
    return sorted([Room()], key=operator.methodcaller("enter", 2, Door()))


def several():
    return attrgetter("exit", "door")(Room())
