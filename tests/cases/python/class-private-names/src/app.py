def first():
    print("first")


def second():
    print("second")


class Base:
    def __init__(self):
        self.__hook = first

    def start(self):
        self.__open()
        self.__hook()

    def __open(self):
        print("base")


class Room(Base):
    def __init__(self):
        super().__init__()
        self.__hook = second

    def enter(self):
        self.__open()
        self.__hook()
        self._Base__open()

    def __open(self):
        print("room")


def main():
    room = Room()
    room.start()
    room.enter()


main()
