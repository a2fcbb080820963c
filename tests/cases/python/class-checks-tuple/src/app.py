class Checked(type):
    def __instancecheck__(cls, instance):
        return hasattr(instance, "open")

    def __subclasscheck__(cls, subclass):
        return True


class Door(metaclass=Checked):
    pass


class Room:
    pass


def check(thing):
    return isinstance(thing, (Door, Room))


def check_class(kind):
    return issubclass(kind, (int, Door))
