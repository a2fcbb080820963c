import enum

import kinds
from kinds import OPEN


@enum.unique
class Kind(enum.Enum):
    TEXT = "text"
    PING = enum.auto()


class Code(enum.Enum):
    FIRST = 1
    ALSO_FIRST = 1
    SECOND = 2


class Mixed(str, enum.Enum):
    TEXT = "text"
    PING = "ping"


class Names:
    JOIN: str = "join"
    LEAVE = "leave"


class Cat:
    pass


class Dog:
    pass


class Puppy(Dog):
    pass


def one(message):
    print("one")


def two(message):
    print("two")


BY_KIND = {Kind.TEXT: one, Kind.PING: two}
BY_CODE = {Code.FIRST: one, Code.SECOND: two}
BY_MIXED = {Mixed.TEXT: one, Mixed.PING: two}
BY_NAME = {Names.JOIN: one, Names.LEAVE: two}
BY_CLASS = {Cat: one, Dog: two}
BY_IMPORTED = {OPEN: one, kinds.CLOSE: two}


def member(message):
    BY_KIND[Kind.PING](message)


def same_member(message):
    BY_CODE[Code.ALSO_FIRST](message)


def equal_text(message):
    BY_MIXED["ping"](message)


def attribute(message):
    BY_NAME.get(Names.LEAVE)(message)


def of_class(message):
    BY_CLASS[Cat](message)


def of_type(message):
    BY_CLASS[type(Dog())](message)


def imported(message):
    BY_IMPORTED["open"](message)
    BY_IMPORTED[kinds.OPEN](message)


def any_member(kind: Kind, message):
    BY_KIND[kind](message)


def any_class(animal: Dog, message):
    BY_CLASS[type(animal)](message)


def put(message):
    handlers = {}
    handlers[Kind.TEXT] = one
    handlers[Kind.PING] = two
    handlers[Kind.TEXT](message)
