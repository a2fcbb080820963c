def f():
    print("f")


def g():
    print("g")


def h():
    print("h")


def sorted_in_place(key):
    items = [f, g]
    items.sort(key=key)
    items[0]()


def reversed_in_place():
    items = [f, g]
    items.reverse()
    items[0]()
