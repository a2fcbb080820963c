def f():
    print("f")


def g():
    print("g")


def h():
    print("h")


def number_and_text():
    d = {1: f, "1": g}
    d[1]()


def text_and_number():
    d = {1: f, "1": g}
    d["1"]()


def truth_is_one():
    d = {1: f}
    d[True] = g
    d[1]()


def float_is_one():
    d = {1: f}
    d[1.0] = g
    d[1]()


def escaped_letter():
    d = {"a": f}
    d["\x61"] = g
    d["a"]()


def unknown_in_display(key):
    d = {"a": f, key: g}
    d["a"]()


def other_base():
    d = {16: f}
    d[0x10] = g
    d[16]()
