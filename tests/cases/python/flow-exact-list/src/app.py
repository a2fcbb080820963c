def f():
    print("f")


def g():
    print("g")


def h():
    print("h")


def replaced():
    items = [f, g]
    items[0] = h
    items[0]()


def from_the_end():
    items = [f, g]
    items[-1] = h
    items[1]()


def appended():
    items = [f]
    items.append(g)
    items[1]()


def popped():
    items = [f, g, h]
    items.pop()()
    items.pop(0)()
    items[0]()


def deleted():
    items = [f, g]
    del items[0]
    items[0]()


def inserted():
    items = [f]
    items.insert(0, g)
    items[0]()


def sliced():
    items = [f, g, h]
    rest = items[1:3]
    rest[0]()


def sliced_backwards():
    items = [f, g, h]
    items[::-1][0]()


def slice_is_a_copy():
    items = [f, g]
    part = items[:]
    part[0] = h
    items[0]()


def slice_stored():
    items = [f, g]
    items[0:1] = [h]
    items[0]()


def by_unknown_position(at):
    items = [f, g]
    items[at] = h
    items[0]()


def unpacked():
    items = [f, g]
    items[0] = h
    first, second = items
    first()


def unpacked_with_star():
    first, *rest, last = f, g, g, h
    first()
    last()
    rest[1]()


def tuple_of_two():
    pair = (f, g)
    pair[1]()
