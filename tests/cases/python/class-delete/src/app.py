class Door:
    def __get__(self, instance, owner):
        return self

    def __set__(self, instance, value):
        print("set")

    def __delete__(self, instance):
        print("delete")


class Room:
    door = Door()

    @property
    def window(self):
        return 1

    @window.setter
    def window(self, value):
        open_window()

    @window.deleter
    def window(self):
        break_window()


class House:
    def __delattr__(self, name):
        print(name)


def open_window():
    print("open")


def break_window():
    print("break")


def by_descriptor():
    room = Room()
    del room.door


def by_house():
    delattr(House(), "door")


def assigned():
    room = Room()
    room.door = 1
