def first():
    print("first")


def second():
    print("second")


def third():
    print("third")


def joined():
    steps = [first] + [second]
    steps[1]()


def in_a_row():
    for step in (first,) + (third,):
        step()


def repeated():
    ([second] * 3)[2]()


class Queue:
    def __init__(self):
        self.steps = []

    def add(self):
        known = self.steps
        self.steps += [third]
        known[0]()


def unpacked():
    one, two = (first,) + (second,)
    two()


joined()
in_a_row()
repeated()
Queue().add()
unpacked()
