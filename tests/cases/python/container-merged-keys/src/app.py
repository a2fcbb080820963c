def one():
    print("one")


def two():
    print("two")


def three():
    print("three")


def fill(scope, child):
    scope.update(child)


def through_calls():
    scope = {"path": one}
    fill(scope, {"endpoint": two, "router": three})
    read_path(scope)
    read_endpoint(scope)


def read_path(scope):
    scope["path"]()


def read_endpoint(scope):
    scope.get("endpoint")()


def twice():
    first, second, third = {"a": one}, {"b": two}, {}
    keep(first, second, third)
    third.update(second)
    second.update(first)
    third["a"]()
    third["b"]()


def around():
    left, right = {"a": one}, {"b": two}
    keep(left, right)
    left.update(right)
    right.update(left)
    left["b"]()
    right["a"]()


def pairs():
    table = {"a": one}
    keep(table)
    table.update([("b", two)])
    table["b"]()


def computed(name):
    table, other = {"a": one}, {}
    keep(table, other)
    other[name] = two
    table.update(other)
    table["a"]()


def keep(*tables):
    return tables
