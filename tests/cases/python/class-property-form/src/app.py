class Room:
    def open(self):
        print("open")


class Door:
    def get_room(self):
        return Room()

    def set_room(self, room):
        room.open()

    room = property(get_room, set_room)


def main():
    door = Door()
    door.room = Room()
    door.room.open()


main()
