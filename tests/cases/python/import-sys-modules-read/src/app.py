import sys

import rooms.hall


def by_name():
    sys.modules["rooms.hall"].open_hall()


def by_get():
    sys.modules.get("rooms.hall").open_hall()


def own():
    sys.modules[__name__].by_name()


def unknown(name):
    sys.modules[name].by_name()
