class Room:
    def enter(self):
        print("enter")


class Door:
    def open(self):
        print("open")


class House:
    __match_args__ = ("room", "door")

    def __init__(self, room, door):
        self.room = room
        self.door = door


def visit(house):
    match house:
        case House(door=Door() as door, room=Room() as room):
            door.open()
            room.enter()


visit(House(Room(), Door()))
