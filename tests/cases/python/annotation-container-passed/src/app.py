class Room:
    def open(self):
        print("open")


class Door:
    def open(self):
        print("door")


def open_all(rooms: list[Room]):
    for room in rooms:
        room.open()


def open_each(doors: list[Door | Room]):
    for door in doors:
        door.open()


def main(source):
    open_all([])
    open_each([Door()])
