def f():
    print("f")


def g():
    print("g")


def h():
    print("h")


local = {"a": f}
local["a"] = g
local["a"]()

shared = {"a": f}
shared["a"] = g


def use_shared():
    shared["a"]()


changed = {"a": f}


def change():
    changed["a"] = g


change()
changed["a"]()

handlers = {}


def register(name):
    def keep(function):
        handlers[name] = function
        return function

    return keep


@register("a")
def one():
    print("one")


handlers["a"]()


class Table:
    entries = {"a": f}
    entries["a"] = g
    entries["a"]()

    def use(self):
        self.entries["a"]()


Table().use()
