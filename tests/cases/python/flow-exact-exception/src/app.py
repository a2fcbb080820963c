def f():
    print("f")


def g():
    print("g")


def h():
    print("h")


def in_handler(work):
    d = {"a": f}
    try:
        d["a"] = g
        work()
    except ValueError:
        d["a"]()


def after_handler(work):
    d = {"a": f}
    try:
        work()
        d["a"] = g
    except ValueError:
        pass
    d["a"]()


def on_a_way_that_raises(work):
    d = {"a": f}
    try:
        if work():
            d["a"] = g
            raise ValueError
    except ValueError:
        d["a"]()


def in_finally(work):
    d = {"a": f}
    try:
        work()
        d["a"] = g
    finally:
        d["a"]()


def in_finally_after_break(work):
    while True:
        d = {"a": f}
        try:
            break
        finally:
            d["a"] = g
    d["a"]()


def in_else(work):
    d = {"a": f}
    try:
        d["a"] = g
    except ValueError:
        return
    d["a"]()


def swallowed_by_manager(manager, work):
    d = {"a": f}
    with manager:
        work()
        d["a"] = g
    d["a"]()


def untouched(work):
    d = {"a": f}
    d["a"] = g
    try:
        work()
    except ValueError:
        d["a"]()
