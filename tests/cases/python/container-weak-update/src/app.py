def first():
    print("first")


def second():
    print("second")


def third():
    print("third")


def other_key():
    table = {"a": first}
    table["b"] = second
    table["a"]()


def unknown_key(key):
    table = {"a": first}
    table[key] = third
    table["a"]()
