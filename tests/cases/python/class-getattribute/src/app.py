class Room:
    def __init__(self):
        self.door = Door()

    def __getattribute__(self, name):
        return object.__getattribute__(self, name)


class Answer:
    def __getattribute__(self, name):
        return Door()


class Door:
    def open(self):
        print("open")


def found():
    Room().door.open()


def answered():
    Answer().anything.open()
