from typing import Generic, TypeVar

T = TypeVar("T")


class Manager:
    def connect(self):
        print("connect")


class Registry(Generic[T]):
    def __init__(self, kind: type[T]) -> None:
        self.kind = kind
        self.items: dict[str, T] = {}

    def make(self, name) -> T:
        item = self.kind()
        self.items[name] = item
        return item

    def find(self, name) -> T:
        return self.items[name]


managers = Registry[Manager](Manager)


def main(name):
    managers.make(name).connect()


def other(name):
    managers.find(name).connect()
