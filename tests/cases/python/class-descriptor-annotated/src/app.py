class Counted:
    def __get__(self, room, owner=None):
        return 1

    def __set__(self, room, value):
        print(value)


class Room:
    size: int = Counted()
    width: "int" = property(lambda self: self.measure())

    def measure(self):
        return 2


def use():
    room = Room()
    room.size = 3
    return room.size


def measure(room: Room):
    return room.width


use()
measure(Room())
