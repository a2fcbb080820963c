from typing import Any, MutableMapping

Scope = MutableMapping[str, Any]


class Declared:
    def go(self):
        print("declared")


class One:
    def go(self):
        print("one")


class Two:
    def go(self):
        print("two")


def handle(scope: Scope):
    scope["one"] = One()
    scope["two"] = Two()
    read(scope)


def read(scope):
    scope["two"].go()


def fill(table: dict[str, Declared]):
    table["one"] = One()
    read_one(table)
    read_other(table)


def read_one(table):
    table["one"].go()


def read_other(table):
    table["other"].go()
