import asyncio
from typing import Self, TypeVar

T = TypeVar("T")


class Room:
    def __init__(self, name=""):
        self.name = name

    @classmethod
    def create(cls, name):
        return cls(name)

    @classmethod
    def opened(cls, name):
        room = cls.create(name)
        room.open()
        return room

    @classmethod
    async def connect(cls):
        room = cls("connected")
        await asyncio.sleep(0)
        return room

    @classmethod
    def bare(cls):
        return cls.__new__(cls)

    def copy(self):
        return type(self)(self.name)

    def again(self) -> Self:
        found = lookup(self.name)
        return found

    def open(self):
        pass


class Hall(Room):
    def open(self):
        pass


class Cell(Room):
    @classmethod
    def create(cls, name):
        return super().create(name)

    def open(self):
        pass


def build(kind: type[T], *args) -> T:
    made = kind(*args)
    return made


def plain(kind, *args):
    return kind(*args)


def keep(kind: T) -> T:
    kind = mark(kind)
    return kind


def mark(kind):
    if not kind.marked:
        kind = Hall
    return kind


@keep
class Attic(Room):
    marked = True


def by_class():
    Room.create("a").open()


def by_subclass():
    Hall.create("b").open()


def by_super():
    Cell.create("c").open()


def by_other_method():
    Hall.opened("d").open()


async def by_coroutine():
    hall = await Hall.connect()
    hall.open()


def by_new():
    Cell.bare().open()


def by_copy():
    Hall().copy().open()
    Cell().again().open()


def by_argument():
    build(Hall, "e").open()
    plain(Cell, "f").open()


def by_decorator():
    Attic()


def by_either(wide):
    kind = Hall if wide else Cell
    kind.create("g").open()
