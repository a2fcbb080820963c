class Key:
    def __hash__(self):
        return 1

    def __eq__(self, other):
        return True


class Place:
    def __index__(self):
        return 0


def displayed():
    return {Key(): 1}, {Key()}


def stored(mapping: dict):
    mapping[Key()] = 1


def looked_up():
    known = {1: 2}
    return known.get(Key()), known[Key()]


def contained():
    return Key() in {1: 2}


def listed():
    return Key() in [1, 2]


def added():
    keys = set()
    keys.add(Key())


def removed(keys: list):
    keys.remove(Key())


def gathered():
    return set([Key()])


def indexed():
    return ["room"][Place()]


def hashed():
    return hash((Key(), 1))
