class Room:
    def open(self):
        print("open")


def main():
    rooms = [Room()]
    for room in rooms[1:]:
        room.open()
