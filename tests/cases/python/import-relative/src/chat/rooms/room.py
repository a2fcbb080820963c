from . import door, opened
from ..log import note


def enter():
    door.unlock()
    opened()
    note()
