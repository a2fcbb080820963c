class Bag:
    def __init__(self):
        self.items = {}

    def __add__(self, other):
        return len(self.items)

    def __eq__(self, other):
        return True

    def __lt__(self, other):
        return False

    def __neg__(self):
        return 0

    def __contains__(self, key):
        return key in self.items

    def __getitem__(self, key):
        return self.items[key]

    def __setitem__(self, key, value):
        self.items[key] = value

    def __delitem__(self, key):
        del self.items[key]


def main():
    bag = Bag()
    bag["a"] = 1
    print(bag["a"])
    print("a" in bag)
    del bag["a"]


def arithmetic():
    bag = Bag()
    print(bag + 1, -bag, bag == 1, bag < 2)


main()
arithmetic()
