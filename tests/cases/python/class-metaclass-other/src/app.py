class Door:
    def open(self):
        print("door")


class Factory(type):
    def __call__(cls):
        return Door()


class Room(metaclass=Factory):
    def __init__(self):
        print("never made")

    def open(self):
        print("room")


class ByHand(type):
    def __call__(cls, name):
        made = cls.__new__(cls)
        made.prepare(name)
        return made


class Hall(metaclass=ByHand):
    def __init__(self):
        print("not called")

    def prepare(self, name):
        print(name)

    def open(self):
        print("hall")


def main():
    Room().open()
    Hall("great").open()


main()
