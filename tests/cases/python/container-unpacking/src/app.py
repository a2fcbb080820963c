def one():
    print("one")


def two():
    print("two")


def pair():
    return one, two


def spelled():
    first, second = two, one
    first()


def returned():
    first, second = pair()
    second()


def swapped():
    first = one
    second = two
    first, second = second, first
    first()


spelled()
returned()
swapped()
