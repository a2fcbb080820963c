class Room:
    def __init__(self, name):
        self.name = name

    def __repr__(self):
        return "Room {0.name} of {1}".format(self, len(self.name))


class Hall:
    def __str__(self):
        return "hall"


def whole():
    return "in {}".format(Hall())


def by_number():
    return "{1}: {0.name}".format(Room("a"), Hall())


def by_keyword():
    return "{hall}, {room.name}".format(hall=Hall(), room=Room("a"))


def item():
    return "{0[0]} {{0}}".format([Hall()])


def not_named():
    return "{0}".format("a", Hall())


def counted():
    return "{.name} {!s}".format(Room("a"), Hall())


def not_known(text):
    return text.format(Hall())


def main():
    whole()
    by_number()
    by_keyword()
    item()
    not_named()
    counted()
    not_known(input())


main()
