def one():
    print("one")


def two():
    print("two")


def by_keyword():
    table = {}
    table.update(a=one)
    table["a"]()


def by_pairs():
    table = {}
    table.update([("b", two)])
    table["b"]()
