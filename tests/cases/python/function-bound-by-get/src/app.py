class Room:
    def open(self):
        print("open")

    def enter(self):
        self.open()


def free(self):
    self.open()


class OfClass:
    def __init__(self, function):
        self.function = function

    def __get__(self, instance, owner=None):
        return self.function.__get__(owner)


class Hall:
    @OfClass
    def make(cls):
        return Room()


def bound():
    enter = Room.enter.__get__(Room())
    enter()


def bound_free():
    free.__get__(Room(), Room)()


def by_descriptor():
    Hall.make().open()


def mentioned():
    return free.__get__(Room())
