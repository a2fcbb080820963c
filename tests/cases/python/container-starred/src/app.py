def one():
    print("one")


def two():
    print("two")


def three():
    print("three")


def head():
    first, *rest = (one, two, three)
    first()


def tail():
    first, *rest = (one, two, three)
    rest[0]()


def last():
    *init, final = [one, two, three]
    final()


def looped():
    for first, *rest in [(one, two)]:
        rest[0]()
