from typing import Generic, TypeVar

T = TypeVar("T")


class Settings:
    def __init__(self, name):
        self.name = name


class Store(Generic[T]):
    def keep(self, item: T):
        print(item)
