import functools
from operator import attrgetter, itemgetter


class Room:
    def __init__(self):
        self.door = Door()


class Door:
    def open(self):
        print("open")


class Keyed:
    def __getitem__(self, key):
        return Door()


def by_item():
    itemgetter("door")({"door": Door()}).open()


def by_method():
    itemgetter(1)(Keyed()).open()


def several():
    first, second = itemgetter(0, 1)([Room(), Door()])
    second.open()


def dotted():
    attrgetter("door.open")(Room())()


def both():
    door, opener = attrgetter("door", "door.open")(Room())
    door.open()
    opener()


def compare(one, other):
    one.open()
    return 0


def ordered():
    sorted([Door(), Door()], key=functools.cmp_to_key(compare))
