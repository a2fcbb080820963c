from typing import Dict, List, TypeVar

T = TypeVar("T")


class Room:
    def open(self):
        print("open")


class Stack(List[T]):
    @property
    def top(self) -> T:
        return self[-1]

    def push(self, item: T) -> None:
        self.append(item)


class Rooms(Dict[str, Room]):
    def open_all(self):
        for room in self.values():
            room.open()


class House:
    def __init__(self):
        self.stack: Stack[Room] = Stack()

    def enter(self):
        self.stack.push(Room())
        self.stack.top.open()


def by_index():
    stack = Stack()
    stack.append(Room())
    stack[0].open()


def main():
    House().enter()
    rooms = Rooms()
    rooms["hall"] = Room()
    rooms.open_all()
