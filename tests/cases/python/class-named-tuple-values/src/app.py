from collections import namedtuple
from typing import NamedTuple


def join():
    print("join")


def leave():
    print("leave")


class Route(NamedTuple):
    name: str
    handler: object

    def run(self):
        self.handler()


Entry = namedtuple("Entry", "name handler")


def by_name():
    Entry("join", join).handler()


def by_place():
    name, handler = Entry("leave", leave)
    handler()


def by_method():
    Route("join", join).run()
    Route(name="leave", handler=leave).run()


class Pair(namedtuple("Pair", ["first", "second"])):
    def swap(self):
        first, second = self
        second()
        self[0]()


def by_base():
    Pair(join, leave).swap()


def by_index():
    Entry(name="leave", handler=leave)[1]()
