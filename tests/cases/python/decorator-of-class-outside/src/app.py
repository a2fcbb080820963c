from typing import TypeVar, final

import attrs

T = TypeVar("T")


def closed(kind: type[T]) -> type[T]:
    kind.__init_subclass__ = None
    return final(kind)


@closed
class Private(type):
    def _create(cls: type[T], *args) -> T:
        return super().__call__(*args)


class Room(metaclass=Private):
    def open(self):
        pass


@closed
class Hall(metaclass=Private):
    def open(self):
        pass


@attrs.define
class House:
    room: Room = attrs.Factory(Room)


def by_metaclass():
    Room._create().open()


def by_decorated():
    Hall._create().open()


def by_factory(house: House):
    house.room.open()
