from typing import Annotated, ClassVar, Final, Optional, TypeAlias, Union

from outside import load


class Room:
    def open(self):
        print("open")


Rooms = list[Room]
MaybeRoom = Optional[Room]
Declared: TypeAlias = dict[str, Room]
Noted = Annotated[Room, "main"]


def by_alias(rooms: Rooms):
    rooms[0].open()


def by_optional(room: MaybeRoom):
    room.open()


def by_declared(rooms: Declared):
    rooms["a"].open()


def by_noted(room: Noted):
    room.open()


def annotated(room: Annotated[Room, "spare"]):
    room.open()


def final():
    room: Final[Room] = load()
    room.open()


class Hotel:
    lobby: ClassVar[Room] = load()

    def enter(self):
        self.lobby.open()
