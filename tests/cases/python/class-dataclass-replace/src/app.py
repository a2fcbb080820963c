from dataclasses import dataclass, field, replace

from attrs import define, evolve


def say():
    print("say")


def shout():
    print("shout")


def make_list():
    return []


@dataclass
class Room:
    speak: object
    guests: list = field(default_factory=make_list)

    def __post_init__(self):
        self.check()

    def check(self):
        print("checked")


@define
class Hall:
    speak: object

    def open(self):
        self.speak()


def louder(room: Room):
    replace(room, speak=shout).speak()


def build():
    return Room(say)


def louder_hall(hall: Hall):
    evolve(hall, speak=shout).open()


def text(message: str):
    message.replace(say, shout)
