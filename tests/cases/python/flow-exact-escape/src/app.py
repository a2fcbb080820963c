def f():
    print("f")


def g():
    print("g")


def h():
    print("h")


class Keeper:
    def keep(self, d):
        self.d = d

    def change(self):
        self.d["a"] = g


def change(d):
    d["a"] = g


def passed():
    d = {"a": f}
    change(d)
    d["a"]()


def read_before():
    d = {"a": f}
    d["a"]()
    change(d)


def kept_by_somebody():
    keeper = Keeper()
    d = {"a": f}
    keeper.keep(d)
    d["a"] = h
    keeper.change()
    d["a"]()


def stored_in_attribute():
    keeper = Keeper()
    d = {"a": f}
    keeper.d = d
    keeper.change()
    d["a"]()


def stored_in_another():
    box = dict()
    d = {"a": f}
    box["d"] = d
    change(box["d"])
    d["a"]()


def stored_in_exact_one():
    d = {"a": f}
    box = {"d": None}
    box["d"] = d
    change(box["d"])
    d["a"]()


def in_a_tuple():
    d = {"a": f}
    pair = (d, 1)
    change(pair[0])
    d["a"]()


def by_method():
    d = {"a": f}
    store = d.__setitem__
    store("a", g)
    d["a"] = h
    d["a"]()


def spread_into_call():
    d = {"a": f}
    take(**d)
    d["a"] = g
    d["a"]()


def take(a):
    pass


def by_default(d={"a": f}):
    d["a"] = g
    d["a"]()


def returned():
    d = {"a": f}
    d["a"] = g
    return d


def uses_returned():
    returned()["a"]()
