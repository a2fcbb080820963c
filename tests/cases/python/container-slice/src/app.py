class Room:
    def open(self):
        print("open")


def main():
    rooms = [Room(), Room()]
    for room in rooms[1:]:
        room.open()
