class Room:
    @property
    def door(self):
        return "open"

    def made(self):
        return "made"

    window = property(made)


class Plain:
    door = None

    def __init__(self):
        self.window = "shut"


class Lazy:
    def __getattr__(self, name):
        return name


class Hall(Room):
    pass


def choose(kind):
    return Room() if kind else Plain()


def choose_lazy(kind):
    return Lazy() if kind else Plain()


def perhaps(kind):
    choose(kind).door


def perhaps_made(kind):
    choose(kind).window


def perhaps_asked(kind):
    choose_lazy(kind).door


def surely():
    Hall().door
    Hall().window


def asked():
    Lazy().door


def given(room=None):
    room = room or Room()
    room.door
