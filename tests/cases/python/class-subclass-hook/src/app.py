from abc import ABC


class Closable(ABC):
    @classmethod
    def __subclasshook__(cls, other):
        return has_close(other)


class Room:
    def close(self):
        print("close")


def has_close(other):
    return hasattr(other, "close")


def close(thing):
    if isinstance(thing, Closable):
        thing.close()


def check(cls):
    return issubclass(cls, Closable)


def main():
    close(Room())
