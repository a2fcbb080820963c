class Room:
    def open(self):
        print("open")


type Rooms = list[Room]


def main(rooms: Rooms):
    rooms[0].open()
