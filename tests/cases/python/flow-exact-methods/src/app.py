def f():
    print("f")


def g():
    print("g")


def h():
    print("h")


def update_by_display():
    d = {"a": f, "b": h}
    d.update({"a": g})
    d["a"]()
    d["b"]()


def update_by_keyword():
    d = {"a": f}
    d.update(a=g)
    d["a"]()


def update_by_another():
    d = {"a": f}
    e = {"a": g}
    d.update(e)
    d["a"]()


def update_by_unknown(other):
    d = {"a": f}
    d.update(other)
    d["a"] = g
    d["a"]()


def get():
    d = {"a": f}
    d["a"] = g
    d.get("a")()


def get_with_default():
    d = {"a": f}
    d["a"] = g
    d.get("a", h)()


def get_of_unknown(key):
    d = {"a": f}
    d["a"] = g
    d.get(key)()


def pop():
    d = {"a": f, "b": g}
    d["a"] = h
    d.pop("a")()
    d["b"]()


def setdefault_has():
    d = {"a": f}
    d.setdefault("a", g)()


def setdefault_has_not():
    d = {}
    d.setdefault("a", g)()


def looked_at():
    d = {"a": f}
    d["a"] = g
    if "a" in d and d:
        d["a"]()


def cleared():
    d = {"a": f}
    d.clear()
    d["a"] = g
    d["a"]()


def copied():
    d = {"a": f}
    e = d.copy()
    e["a"] = g
    d["a"]()
