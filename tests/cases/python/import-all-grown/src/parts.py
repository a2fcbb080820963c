__all__ = ["first"]
__all__.append("second")
__all__.extend(["third"])


def first():
    print("first")


def second():
    print("second")


def third():
    print("third")
