def f():
    print("f")


def g():
    print("g")


def h():
    print("h")


def stored_inside():
    d = {"a": f}

    def change():
        d["a"] = g

    change()
    d["a"]()


def defined_before():
    def change():
        d["a"] = g

    d = {"a": f}
    change()
    d["a"]()


def by_lambda():
    d = {"a": f}
    change = lambda: d.update(a=g)
    change()
    d["a"]()


def by_outer_name():
    d = {"a": f}
    box = {"d": d}

    def change():
        box["d"]["a"] = g

    change()
    d["a"]()


def by_another_name():
    d = {"a": f}
    e = d

    def change():
        e["a"] = g

    e = None
    change()
    d["a"]()


def by_default():
    d = {"a": f}

    def change(x=d):
        x["a"] = g

    change()
    d["a"]()


def by_class():
    d = {"a": f}

    class Changes:
        d["a"] = g

    d["a"]()


def rebound_inside():
    d = {"a": f}

    def change():
        nonlocal d
        d = {"a": g}

    change()
    d["a"]()


def called_inside():
    d = {"a": f}
    d["a"] = g

    def run():
        d["a"]()

    run()


def not_inside():
    d = {"a": f}
    d["a"] = g

    def run(dd):
        dd()

    d["a"]()
    return run
