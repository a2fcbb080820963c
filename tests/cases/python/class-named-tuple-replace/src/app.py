from collections import namedtuple
from typing import Callable, NamedTuple


def join():
    print("join")


def leave():
    print("leave")


class Route(NamedTuple):
    name: str
    handler: Callable[[], None]


Entry = namedtuple("Entry", "name handler")


def by_class():
    Route("join", join)._replace(handler=leave).handler()


def by_function():
    Entry("join", join)._replace(handler=leave).handler()
