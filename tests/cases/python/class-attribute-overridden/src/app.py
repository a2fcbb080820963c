class Room:
    def open(self):
        print("room")


class Hall:
    def open(self):
        print("hall")


class Base:
    kind = Room

    def make(self):
        return self.kind()


class Special(Base):
    kind = Hall


def main():
    Special().make().open()


main()
