import math
import os
import pickle
import sys


class Number:
    def __complex__(self):
        return 1j

    def __trunc__(self):
        return 1

    def __ceil__(self):
        return 1


class Path:
    def __fspath__(self):
        return "path"

    def __bytes__(self):
        return b""

    def __dir__(self):
        return []

    def __sizeof__(self):
        return 1

    def __getstate__(self):
        return {}


class Hinted:
    def __iter__(self):
        return iter([])

    def __length_hint__(self):
        return 1


class Keeper(type):
    def __prepare__(name, bases):
        return {}


class Kept(metaclass=Keeper):
    pass


def as_complex():
    return complex(Number())


def as_whole():
    return math.trunc(Number()), math.ceil(Number())


def as_path():
    return os.fspath(Path())


def as_bytes():
    return bytes(Path())


def listed():
    return dir(Path())


def measured():
    return sys.getsizeof(Path())


def pickled():
    return pickle.dumps(Path())


def gathered():
    return list(Hinted())
