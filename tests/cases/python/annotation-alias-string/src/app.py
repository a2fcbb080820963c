from typing import TypeAlias

Rooms: TypeAlias = "dict[str, Room]"


class Room:
    def open(self):
        print("open")


def main(rooms: Rooms):
    rooms["a"].open()
