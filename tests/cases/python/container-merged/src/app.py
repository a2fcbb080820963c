def one():
    print("one")


def two():
    print("two")


def updated():
    table = {}
    table.update({"a": one})
    table["a"]()


def spread():
    base = {"a": one}
    {**base, "b": two}["b"]()


def spread_list():
    for step in [*[one], two]:
        step()


def joined():
    for step in [one] + [two]:
        step()


def extended():
    steps = [one]
    steps.extend((two,))
    for step in steps:
        step()


def added():
    steps = [one]
    steps += [two]
    for step in steps:
        step()


def united():
    for step in ({"a": one} | {"b": two}).values():
        step()


def made():
    dict(a=one, b=two)["b"]()
