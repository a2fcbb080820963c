def one():
    print("one")


def two():
    print("two")


def three():
    print("three")


def front():
    for step in [one, two, three][:1]:
        step()


def rest():
    [one, two, three][1:][0]()


def whole():
    for step in [one, two][:]:
        step()
