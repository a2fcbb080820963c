class Room:
    def __str__(self):
        return "str"

    def __repr__(self):
        return "repr"

    def __format__(self, how):
        return "format"


def by_percent():
    return "%s" % Room()


def by_percent_repr():
    return "%r" % (Room(),)


def by_place():
    return "%d %r %s" % (1, 2, Room())


def inside():
    return str([Room()])


def by_name():
    return f"{Room()!s}"
