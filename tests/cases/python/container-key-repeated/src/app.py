def first():
    print("first")


def last():
    print("last")


def truth():
    print("truth")


def twice():
    table = {"a": first, "a": last}
    table["a"]()


def by_truth():
    table = {1: first, True: truth}
    table[1]()
