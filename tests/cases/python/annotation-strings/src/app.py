from typing import Optional


def whole(room: "Room"):
    room.open()


def inner(rooms: list["Room"]):
    rooms[0].open()


def outer(rooms: "list[Room]"):
    rooms[0].open()


def optional(room: "Optional[Room]"):
    if room:
        room.open()


def union(room: "Room | None"):
    if room:
        room.open()


class Room:
    def join(self, other: "Room") -> "Room":
        other.open()
        return other

    def open(self):
        print("open")
