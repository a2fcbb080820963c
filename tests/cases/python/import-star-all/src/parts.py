__all__ = ["shown", "_hidden"]


def shown():
    print("shown")


def _hidden():
    print("hidden")


def open():
    print("open")
