from functools import cached_property


class Room:
    @property
    def title(self):
        return self.raw()

    @cached_property
    def size(self):
        return self.count()

    def raw(self):
        return "lobby"

    def count(self):
        return 3


def main():
    room = Room()
    print(room.title)


def other(room: Room):
    return room.size + 1


main()
other(Room())
