class Total:
    def show(self):
        print("show")


class Bag:
    def __iadd__(self, item):
        return self

    def __add__(self, item):
        return Total()

    def pack(self):
        print("pack")


class Sum:
    def __add__(self, item):
        return Total()


def in_place():
    bag = Bag()
    bag += 1
    bag.pack()


def fallback():
    value = Sum()
    value += 1
    value.show()


class Shop:
    def __init__(self):
        self.bag = Bag()

    def buy(self):
        self.bag += 1
