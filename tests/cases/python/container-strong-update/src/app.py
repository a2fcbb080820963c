def first():
    print("first")


def second():
    print("second")


def third():
    print("third")


def replaced():
    table = {"a": first}
    table["a"] = second
    table["a"]()


def replaced_in_list():
    steps = [first, second]
    steps[0] = third
    steps[0]()


def deleted():
    table = {"a": first}
    del table["a"]
    table["a"] = third
    table["a"]()


replaced()
replaced_in_list()
deleted()
