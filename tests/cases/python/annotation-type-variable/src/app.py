from typing import Generic, TypeVar

from outside import create, load


class Room:
    def open(self):
        print("open")


T = TypeVar("T")
R = TypeVar("R", bound="Room")


class Box(Generic[T]):
    def get(self) -> T:
        return load()

    def all(self) -> list[T]:
        return load()


def bound(room: R) -> R:
    room.open()
    return room


def make(kind: type[T]) -> T:
    return create(kind)


def by_class():
    make(Room).open()


def by_box(box: Box[Room]):
    box.get().open()


def by_items(box: Box[Room]):
    for room in box.all():
        room.open()
