from argparse import Namespace
from types import SimpleNamespace


def ring():
    print("ring")


def knock():
    print("knock")


def wave():
    print("wave")


def spread():
    known = {"signal": ring}
    SimpleNamespace(**known, other=knock).signal()


def arguments():
    run(Namespace(func=wave, limit=3))


def run(args):
    args.func()


spread()
arguments()
