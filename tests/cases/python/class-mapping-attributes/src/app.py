def ring():
    print("ring")


def knock():
    print("knock")


def wave():
    print("wave")


class Options(dict):
    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.__dict__ = self


class Items(dict):
    __getattr__ = dict.__getitem__


class Plain(dict):
    def __getattr__(self, name):
        return wave


def options():
    Options(signal=ring).signal()


def items():
    known = Items(signal=knock)
    known.signal()


def plain():
    Plain(signal=ring).signal()


options()
items()
plain()
