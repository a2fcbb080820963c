class Room:
    def __init__(self, name):
        self.name = name

    def open(self):
        print("open")


def load(name):
    return Room(name)


def is_open(room):
    room.open()
    return True


def mapped():
    for room in map(load, ["a"]):
        room.open()


def made():
    for room in map(Room, ["a"]):
        room.open()


def filtered():
    for room in filter(is_open, [Room("a")]):
        room.open()
