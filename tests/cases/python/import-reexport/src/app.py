import core
from core import connect
from core.net import connect as direct, Session


def main():
    connect()


def second():
    direct()


def third():
    core.connect()


def fourth():
    Session().close()


main()
second()
third()
fourth()
