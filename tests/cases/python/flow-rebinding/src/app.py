def one():
    print("one")


def two():
    print("two")


def three():
    print("three")


def main():
    step = one
    step()
    step = two
    step()
    step = three


main()
