import functools
import itertools
import operator
from operator import add


class Left:
    def __add__(self, other):
        return Sum()

    def __contains__(self, thing):
        return True

    def __getitem__(self, key):
        return Sum()

    def __setitem__(self, key, value):
        pass

    def __lt__(self, other):
        return True

    def __iadd__(self, other):
        return self

    def __neg__(self):
        return Sum()

    def __divmod__(self, other):
        return Sum(), Sum()


class Right:
    def __radd__(self, other):
        return Sum()


class Sum:
    def __add__(self, other):
        return self

    def show(self):
        print("sum")


def added():
    add(Left(), 1).show()


def reflected():
    operator.add(1, Right()).show()


def items():
    operator.getitem(Left(), 0).show()
    operator.setitem(Left(), 0, 1)
    operator.getitem([Sum()], 0).show()


def others():
    operator.contains(Left(), 1)
    operator.neg(Left()).show()
    operator.iadd(Left(), 1)
    operator.lt(Left(), Left())


def divided():
    whole, rest = divmod(Left(), 2)
    rest.show()


def summed():
    sum([Right()]).show()


def mapped():
    for each in map(operator.add, [Left()], [1]):
        each.show()


def reduced():
    functools.reduce(add, [Sum(), Sum()]).show()


def accumulated():
    for each in itertools.accumulate([Sum(), Sum()]):
        each.show()
