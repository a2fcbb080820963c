import copy


class Room:
    def __init__(self):
        self.size = 3

    def __getstate__(self):
        return {"size": self.size}

    def __setstate__(self, state):
        self.size = state["size"]


class Hall(Room):
    def __copy__(self):
        return Hall()


def copy_room():
    copy.copy(Room())


def copy_hall():
    copy.copy(Hall())
