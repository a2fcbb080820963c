from operator import attrgetter


class Sized:
    @property
    def size(self):
        return 1


class Plain:
    size = 2


class Open:
    def __getattr__(self, name):
        return name


def ask(thing):
    return hasattr(thing, "size")


def ask_open():
    return hasattr(Open(), "size")


def ask_sized():
    return hasattr(Sized(), "size")


def read(thing):
    return getattr(thing, "size")


def order():
    return sorted([Sized(), Sized()], key=attrgetter("size"))


for thing in (Sized(), Plain()):
    ask(thing)
    read(thing)
ask_open()
ask_sized()
order()
