from typing import NamedTuple, TypedDict


class Room:
    def open(self):
        print("open")

    def close(self):
        print("close")


class Place(NamedTuple):
    room: Room
    seat: int


class Frame(TypedDict):
    room: Room


def use(place: Place, frame: Frame):
    place.room.open()
    frame["room"].close()
