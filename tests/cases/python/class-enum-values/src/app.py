from enum import Enum


class Room:
    def enter(self):
        print("enter")


class Hall:
    def enter(self):
        print("a hall")


class Place(Enum):
    ROOM = Room
    HALL = Hall

    def build(self):
        return self.value()


class Kind(Enum):
    SMALL = 1
    LARGE = 2

    @property
    def label(self):
        return self.name


def one():
    Place.ROOM.value().enter()


def any_place(place: Place):
    place.build().enter()


def describe(name):
    return Kind[name].label


one()
any_place(Place.HALL)
describe("SMALL")
