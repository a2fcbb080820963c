import itertools


class Room:
    def open(self):
        print("open")

    def size(self):
        return 1


def is_open(room):
    return room.size() > 0


def size_of(room):
    return room.size()


def greet(room, times):
    room.open()


def flattened():
    for room in itertools.chain.from_iterable([[Room()]]):
        room.open()


def taken():
    for room in itertools.takewhile(is_open, [Room()]):
        room.open()


def grouped():
    for size, rooms in itertools.groupby([Room()], key=size_of):
        for room in rooms:
            room.open()


def paired():
    for room, other in itertools.product([Room()], [1, 2]):
        room.open()


def spread():
    list(itertools.starmap(greet, [(Room(), 2)]))


def repeated():
    for room in itertools.repeat(Room(), 3):
        room.open()


def by_keys():
    dict.fromkeys(["a"], is_open)["a"](Room())
