from dataclasses import dataclass, field
from typing import Callable, NamedTuple


def ring():
    print("ring")


def knock():
    print("knock")


@dataclass
class Door:
    bell: Callable
    wood: str
    knocker: Callable = field(default=knock, kw_only=True)


@dataclass
class Gate(Door):
    horn: Callable = knock


class Window(NamedTuple):
    glass: str
    latch: Callable


def door(thing):
    match thing:
        case Door(bell, wood):
            bell()


def gate(thing):
    match thing:
        case Gate(_, _, horn):
            horn()


def window(thing):
    match thing:
        case Window(glass, latch):
            latch()


door(Door(ring, "oak"))
gate(Gate(ring, "oak", knock))
window(Window("clear", knock))
