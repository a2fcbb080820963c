def f():
    print("f")


def g():
    print("g")


def h():
    print("h")


def one_branch(flag):
    d = {"a": f}
    if flag:
        d["a"] = g
    d["a"]()


def both_branches(flag):
    d = {"a": f}
    if flag:
        d["b"] = f
        d["a"] = g
    else:
        d["a"] = h
        d["a"] = g
    d["a"]()


def the_other_returns(flag):
    d = {"a": f}
    if flag:
        d["a"] = g
    else:
        return
    d["a"]()


def in_an_expression(flag):
    d = {"a": f}
    flag and d.update(a=g)
    d["a"]()


def in_a_choice(flag):
    d = {"a": f}
    d.update(a=g) if flag else None
    d["a"]()


def in_a_chain(low, high):
    d = {"a": f}
    low < high < d.setdefault("b", 3) < d.update(a=g)
    d["a"]()


def lengths_differ(flag):
    items = [f]
    if flag:
        items.append(g)
    items[-1]()


def matched(flag):
    d = {"a": f}
    match flag:
        case 1:
            d["a"] = g
        case _:
            d["a"] = h
    d["a"]()


def condition_changes():
    d = {"a": f}
    if d.pop("a"):
        d["a"] = g
        d["a"]()
