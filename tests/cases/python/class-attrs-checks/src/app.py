import attr
from attrs import Factory, define, field


class Store:
    def write(self):
        print("write")


class Raw:
    def write(self):
        print("raw")


def make_store(raw):
    return Store()


def is_open(instance, attribute, value):
    print(attribute)


def is_large(instance, attribute, value):
    print(value)


def guests():
    return []


def unused(value):
    return value


@define
class Room:
    store: object = field(converter=make_store)
    size: int = field(validator=[is_open, is_large])
    people: list = field(default=Factory(guests))
    name: str = field()
    code: int = field()

    @name.validator
    def check_name(self, attribute, value):
        self.report()

    @code.default
    def next_code(self):
        return 1

    def __attrs_post_init__(self):
        self.report()

    def report(self):
        print("report")

    def use(self):
        self.store.write()


@attr.s
class Old:
    size = attr.ib(validator=is_open)


def build():
    Room(Raw(), 1, name="hall").use()


def complete():
    Room(Raw(), 1, [], "hall", 2)


def old():
    Old(1)


def mention():
    return Room, unused
