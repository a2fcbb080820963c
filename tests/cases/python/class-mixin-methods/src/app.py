from collections.abc import Mapping, MutableMapping, MutableSequence


def ring():
    print("ring")


class Bells(Mapping):
    def __getitem__(self, name):
        return ring

    def __iter__(self):
        yield "first"

    def __len__(self):
        return 1


class Store(MutableMapping):
    def __init__(self):
        self.data = {}

    def __getitem__(self, name):
        return self.data[name]

    def __setitem__(self, name, value):
        self.data[name] = value

    def __delitem__(self, name):
        del self.data[name]

    def __iter__(self):
        return iter(self.data)

    def __len__(self):
        return len(self.data)


class Queue(MutableSequence):
    def __init__(self):
        self.data = []

    def __getitem__(self, index):
        return self.data[index]

    def __setitem__(self, index, value):
        self.data[index] = value

    def __delitem__(self, index):
        del self.data[index]

    def __len__(self):
        return len(self.data)

    def insert(self, index, value):
        self.data.insert(index, value)


def get():
    Bells().get("first")()


def loop():
    for name, bell in Bells().items():
        bell()


def fill():
    store = Store()
    store.update(first=ring)
    store.pop("first")()


def append():
    queue = Queue()
    queue.append(ring)
    queue[0]()


get()
loop()
fill()
append()
