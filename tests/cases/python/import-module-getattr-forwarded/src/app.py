import lazy
from lazy import Hall


def room():
    lazy.Room().open()


def hall():
    Hall().open()
