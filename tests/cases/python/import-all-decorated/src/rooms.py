__all__ = []


def export(function):
    __all__.append(function.__name__)
    return function


@export
def open_room():
    print("open")


@export
def _close_room():
    print("closed")
