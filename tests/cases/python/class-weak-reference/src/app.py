import weakref


class Room:
    def open(self):
        print("open")


def of_object(room: Room):
    weakref.ref(room)().open()


def of_method(room: Room):
    weakref.WeakMethod(room.open)()()


def until(room: Room):
    for each in iter(room.open, None):
        print(each)
