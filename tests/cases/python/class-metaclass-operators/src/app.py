class Room:
    def open(self):
        print("open")


class Kind(type):
    def __contains__(cls, thing):
        return True

    def __add__(cls, other):
        return Room()

    def __getattr__(cls, name):
        return Room()

    def __instancecheck__(cls, thing):
        return True

    def __subclasscheck__(cls, other):
        return True


class House(metaclass=Kind):
    pass


def contained():
    return 1 in House


def added():
    (House + 1).open()


def asked():
    House.room.open()


def checked(thing):
    return isinstance(thing, House), issubclass(int, House)
