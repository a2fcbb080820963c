def first():
    print("first")


def second():
    print("second")


def third():
    print("third")


def run(head, /, middle, *, tail):
    head()
    middle()
    tail()


def main():
    run(first, tail=third, middle=second)


main()
