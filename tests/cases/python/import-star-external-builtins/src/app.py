from outside import *


class Base:
    def open(self):
        print("open")


class Room(Base):
    def open(self):
        super().open()

    @property
    def size(self):
        return self.count()

    def count(self):
        return 1


def main(rooms: list[Room]):
    for number, room in enumerate(rooms):
        room.open()
        room.size
