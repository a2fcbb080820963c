class Room:
    def open(self):
        print("room")


class Door:
    def open(self):
        print("door")


def keep(thing, note=None):
    return thing


def by_position(*args):
    return keep(*args)


def by_keyword(**options):
    return keep(**options)


def after_another(*args):
    return second(1, *args)


def second(number, thing):
    return thing


def main():
    by_position(Room()).open()
    by_keyword(thing=Door()).open()
    after_another(Room()).open()


main()
