class Proxy:
    def __init__(self, target):
        self.target = target

    def __getattr__(self, name):
        return getattr(self.target, name)


def clean(value):
    return value.strip()


def opened(value):
    return value.open()


def lazy(value):
    return value.strip()


def main(path):
    for value in ("a", Proxy(path)):
        clean(value)
        opened(value)
    lazy(Proxy("b"))


main("c")
