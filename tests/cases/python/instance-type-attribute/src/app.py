from typing import Generic, List, TypeVar

T = TypeVar("T")


class Room:
    def open(self):
        print("open")


class Door:
    def open(self):
        print("door")


class Box(Generic[T]):
    def __init__(self, item: T, others: List[T], size: int):
        self.item = item
        self.others = others
        self.size = size


def first(box: Box[Room]):
    box.item.open()


def second(box: Box[Door]):
    box.others[0].open()


def third(box: Box[Door]):
    box.size.open()
