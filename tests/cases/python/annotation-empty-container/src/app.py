class Room:
    def open(self):
        print("open")


class Hotel:
    def __init__(self):
        self.rooms: list[Room] = []
        self.named: dict[str, Room] = {}

    def visit(self):
        for room in self.rooms:
            room.open()

    def find(self, name):
        self.named[name].open()


def local(source):
    rooms: list[Room] = []
    source.fill(rooms)
    for room in rooms:
        room.open()
