from dataclasses import dataclass


class Store:
    def write(self):
        print("write")


@dataclass
class Service:
    store: Store
    name: str = "service"

    def __post_init__(self):
        self.prepare()

    def prepare(self):
        print("prepare")

    def work(self):
        self.store.write()


@dataclass
class Plain:
    name: str


def main():
    service = Service(Store())
    service.work()
    Plain("a")


main()
