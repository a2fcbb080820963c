def f():
    print("f")


def g():
    print("g")


def h():
    print("h")


def stored_later(items):
    d = {"a": f}
    for item in items:
        d["a"]()
        d["a"] = g


def after(items):
    d = {"a": f}
    for item in items:
        d["a"] = g
    d["a"]()


def stored_while(item):
    d = {"a": f}
    while item:
        d["a"]()
        d["a"] = g
        item = item.next


def by_alias(items):
    d = {"a": f}
    e = d
    for item in items:
        e["a"] = g
    d["a"]()


def by_outer(items):
    d = {"a": f}
    box = {"d": d}
    for item in items:
        box["d"]["a"] = g
    d["a"]()


def escapes_later(items, other):
    d = {"a": f}
    for item in items:
        d["a"] = g
        other.run()
        d["a"]()
        other.d = d


def new_in_each_turn(items):
    for item in items:
        d = {"a": f}
        d["a"] = g
        d["a"]()


def from_an_earlier_turn(items):
    old = None
    for item in items:
        if old:
            old["a"]()
        d = {"a": f}
        d["a"] = g
        old = d


def untouched(items):
    d = {"a": f}
    d["a"] = g
    for item in items:
        print(item)
    d["a"]()


def in_a_comprehension(items):
    d = {"a": f}
    [(d["a"](), d.update(a=g)) for item in items]
    return d


def later_in_a_generator(items):
    d = {"a": f}
    calls = (d["a"]() for item in items)
    d["a"] = g
    return list(calls)
