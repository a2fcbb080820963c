def f():
    print("f")


def g():
    print("g")


def h():
    print("h")


def two_names():
    d = {"a": f}
    e = d
    e["a"] = g
    d["a"]()


def two_dicts():
    d = {"a": f}
    e = {"a": h}
    e["a"] = g
    d["a"]()


def one_of_two(flag):
    d = {"a": f}
    e = {"a": h}
    if flag:
        e = d
    e["a"] = g
    d["a"]()


def one_of_two_in_an_expression(flag):
    d = {"a": f}
    e = d if flag else {}
    e["a"] = g
    d["a"]()


def either(other):
    d = {"a": f}
    e = other or d
    e["a"] = g
    d["a"]()


def walrus():
    if e := (d := {"a": f}):
        e["a"] = g
    d["a"]()


def rebound():
    d = {"a": f}
    e = d
    d = {"a": g}
    e["a"]()
