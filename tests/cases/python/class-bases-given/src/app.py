class Base:
    def open(self):
        print("open")


class Other:
    def open(self):
        print("other")


class Maker:
    def __mro_entries__(self, bases):
        return (Base,)

    def open(self):
        print("not inherited")


class Plain:
    def open(self):
        print("plain")


class Room(Maker()):
    def enter(self):
        self.open()


class Hall(Plain):
    def enter(self):
        self.open()


def main():
    Room().open()
    Hall().open()
