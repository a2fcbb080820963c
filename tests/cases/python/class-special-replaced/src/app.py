from dataclasses import dataclass, field


class Room:
    def __init__(self):
        print("room")


kept = Room.__init__


def traced(self):
    print("traced")
    kept(self)


def count(cls):
    inner = cls.__enter__

    def enter(self):
        return inner(self)

    cls.__enter__ = enter
    return cls


@count
class Lock:
    def __enter__(self):
        return self

    def __exit__(self, *error):
        print("out")


class Door:
    def __init__(self):
        print("door")


@dataclass
class Hall:
    name: str
    door: Door = field(default_factory=Door)


def build():
    Hall("north")


def make():
    Room()
    Door()


def lock():
    with Lock():
        print("in")


Room.__init__ = traced
make()
build()
lock()
