def one():
    print("one")


def two():
    print("two")


def three():
    print("three")


def nested():
    (first, (second, third)) = (one, (two, three))
    third()


def looped():
    for name, (first, second) in [("a", (one, two))]:
        second()


def chained():
    first = second = one
    second()
