class Room:
    def __init__(self, greet):
        self.greet = greet

    def enter(self):
        print("enter")


def hello():
    print("hello")


def added():
    print("added")


def of_instance():
    Room(hello).__dict__["greet"]()


def by_vars():
    room = Room(hello)
    vars(room)["greet"]()


def of_class():
    Room.__dict__["enter"](Room(hello))


globals()["late"] = added


def of_module():
    late()


def of_method():
    enter = Room(hello).enter
    enter.__func__(enter.__self__)
    enter.__self__.greet()


of_instance()
by_vars()
of_class()
of_module()
of_method()


class Cached:
    @property
    def room(self):
        if "room" not in self.__dict__:
            self.__dict__["room"] = Room(hello)
        return self.__dict__["room"]


def of_property():
    Cached().room.greet()


of_property()
