class Rooms:
    def __iter__(self):
        return iter(["lobby"])

    def __len__(self):
        return 1


def listed():
    return list(Rooms())


def fixed():
    return tuple(Rooms())


def ordered():
    return sorted(Rooms())


def united():
    return set(Rooms())


def some(rooms):
    return list(rooms)


def called():
    some(Rooms())
    some(["hall"])
