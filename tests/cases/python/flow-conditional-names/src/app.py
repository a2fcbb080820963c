def f():
    print("f")


def g():
    print("g")


def h():
    print("h")


class A:
    def __lt__(self, other):
        return True


if f:
    def either():
        print(1)
else:
    def either():
        print(2)


def starred():
    first, *middle, last = make()
    first()


def make():
    return f, g, h


def added_in_place():
    items = [f]
    items += [g]
    items[0]()


def deleted():
    x = f
    del x
    x = g
    x()


def by_default():
    x = f
    call = lambda y=x: y()
    x = g
    call()


def bound_in_comprehension():
    [last := y for y in [f, g]]
    last()


def compared_in_a_chain():
    A() < A() < A()
