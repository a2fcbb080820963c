def f():
    print("f")


def g():
    print("g")


def h():
    print("h")


def replaced():
    d = {"a": f}
    d["a"] = g
    d["a"]()


def added():
    d = {}
    d["a"] = f
    d["b"] = g
    d["a"]()


def called_in_between():
    d = {"a": f}
    d["a"]()
    d["a"] = g
    d["a"]()


def last_of_equal_keys():
    d = {"a": f, "a": g}
    d["a"]()


def deleted(key):
    d = {"a": f}
    del d["a"]
    d["a"] = g
    d["a"]()


def swapped():
    d = {"a": f, "b": g}
    d["a"], d["b"] = d["b"], d["a"]
    d["a"]()


def by_unknown_key(key):
    d = {"a": f}
    d[key] = g
    d["a"]()


def in_place(value):
    d = {"a": f}
    d |= value
    d["a"] = g
    d["a"]()


def annotated():
    d: dict = {"a": f}
    d["a"] = g
    d["a"]()
