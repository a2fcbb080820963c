from . import more
from .more import *

__all__ = ["_first"]
__all__ += ["_second"]
__all__.extend(["_third"])
__all__ += more.__all__


def _first():
    print("_first")


def _second():
    print("_second")


def _third():
    print("_third")
