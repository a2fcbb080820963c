def f():
    print("f")


def g():
    print("g")


def h():
    print("h")


def replaced():
    d = {"a": {"b": f}}
    d["a"]["b"] = g
    d["a"]["b"]()


def by_alias():
    d = {"a": {"b": f}}
    inner = d["a"]
    inner["b"] = g
    d["a"]["b"]()


def list_in_dict():
    d = {"a": [f]}
    d["a"].append(g)
    d["a"][1]()


def whole_replaced():
    d = {"a": {"b": f}}
    d["a"] = {"b": g}
    d["a"]["b"]()


def inner_escapes(other):
    d = {"a": {"b": f}}
    other(d["a"])
    d["a"]["b"] = g
    d["a"]["b"]()


def outer_escapes(other):
    d = {"a": {"b": f}}
    inner = d["a"]
    other(d)
    inner["b"] = g
    inner["b"]()


def found_by_unknown_key(key):
    d = {"a": {"b": f}}
    d[key]["b"] = g
    d["a"]["b"]()


def found_by_iteration():
    d = {"a": {"b": f}}
    for inner in d.values():
        inner["b"] = g
    d["a"]["b"]()


def spread():
    d = {"a": {"b": f}}
    e = {**d}
    e["a"]["b"] = g
    d["a"]["b"]()
