import random


def first():
    print("first")


def second():
    print("second")


class Handlers(dict):
    def __setitem__(self, key, handler):
        dict.__setitem__(self, key, handler)


class Log(list):
    def append(self, call):
        list.append(self, call)


def stored():
    handlers = Handlers()
    handlers["a"] = first
    handlers["a"]()


def listed():
    log = Log()
    log.append(second)
    log[0]()


def appended():
    calls = []
    list.append(calls, first)
    calls[0]()


def turned():
    calls = [first, second]
    list.reverse(calls)
    calls[0]()


def shuffled():
    calls = [first, second]
    random.shuffle(calls)
    calls[0]()


def updated():
    calls = {}
    dict.update(calls, a=second)
    calls["a"]()


stored()
listed()
appended()
turned()
shuffled()
updated()
