def default():
    print("default")


class Room:
    def __init__(self):
        print("room")

    def open(self):
        print("open")


class Refused(Exception):
    def __init__(self):
        print("refused")


def risky():
    print("risky")


def main(callback, thing):
    if callback is default or callback == default:
        print("default")
    if callback in (default, risky):
        print("one of them")
    if isinstance(thing, Room) or issubclass(thing, Room):
        print("room")
    if callable(default) and hasattr(Room, "open"):
        print(default.__name__, Room.__doc__)
    assert default
    del callback
    try:
        risky()
    except Refused:
        print("refused")
