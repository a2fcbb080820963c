from types import SimpleNamespace


def first():
    print("first")


def second():
    print("second")


class Room:
    def open(self):
        print("open")


def given():
    SimpleNamespace(handler=first, room=Room()).handler()


def other():
    SimpleNamespace(handler=second).handler()


def assigned():
    state = SimpleNamespace()
    state.room = Room()
    state.room.open()
