from collections.abc import Mapping


def open_door():
    print("door")


class Doors:
    def keys(self):
        return ["front"]

    def __getitem__(self, key):
        return open_door


class Rooms(Mapping):
    def __getitem__(self, key):
        return key

    def __iter__(self):
        return iter(["hall"])

    def __len__(self):
        return 1


def take(**doors):
    print(doors)


def by_star():
    take(**Doors())


def by_dict():
    dict(Doors())["front"]()


def by_update():
    found = {}
    found.update(Doors())


def by_mixin():
    dict(Rooms())


def by_pairs():
    dict([("front", open_door)])["front"]()
