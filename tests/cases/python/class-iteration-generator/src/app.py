class Room:
    def open(self):
        print("open")


class House:
    def __init__(self):
        self.rooms = [Room()]

    def __iter__(self):
        yield from self.rooms

    def walk(self):
        for room in self:
            room.open()


def main():
    House().walk()


main()
