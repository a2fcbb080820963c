from dataclasses import dataclass, field


class Store:
    def write(self):
        print("write")


def make_store():
    return Store()


@dataclass
class Service:
    name: str
    store: object = field(default_factory=make_store)
    tags: list = field(default_factory=lambda: tags())

    def work(self):
        self.store.write()


def tags():
    return []


def main():
    Service("a").work()


main()
