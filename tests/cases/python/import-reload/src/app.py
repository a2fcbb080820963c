import importlib

import rooms


def refresh():
    importlib.reload(rooms).fill()
