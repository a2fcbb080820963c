class Room:
    def open(self):
        print("room")


class Hall:
    def open(self):
        print("hall")


class Base:
    @property
    def place(self):
        return Room()

    def enter(self):
        self.place.open()


class Special(Base):
    @property
    def place(self):
        return Hall()


def main():
    Special().enter()


main()
