def one():
    print("one")


def two():
    print("two")


first = lambda: one()


def main():
    second = lambda: two()
    third = lambda: one()
    first()
    third()


main()
