def first():
    print("first")


def second():
    print("second")


def third():
    print("third")


def outer(*arguments):
    inner(*arguments)


def inner(opener, *rest):
    opener()
    rest[0]()


def main():
    outer(first, second, third)
