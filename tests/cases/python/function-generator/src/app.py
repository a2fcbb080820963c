def first():
    print("first")


def second():
    print("second")


def prepare():
    print("preparing")


def inner():
    yield second


def callbacks():
    prepare()
    yield first
    yield from inner()


def main():
    for callback in callbacks():
        callback()


main()
