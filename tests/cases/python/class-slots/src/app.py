class Store:
    def write(self):
        print("write")


class Service:
    __slots__ = ("store", "spare")

    def __init__(self, store):
        self.store = store

    def work(self):
        self.store.write()


def main():
    Service(Store()).work()


main()
