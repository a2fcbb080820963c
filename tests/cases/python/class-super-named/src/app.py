class Room:
    def open(self):
        print("room")


class Hall(Room):
    def open(self):
        print("hall")


class Lounge(Hall):
    def open(self):
        super(Hall, self).open()


def open_plainly(hall):
    super(Hall, hall).open()


def main():
    Lounge().open()
    open_plainly(Hall())
