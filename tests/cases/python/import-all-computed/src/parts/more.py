__all__ = ["_fourth"]


def _fourth():
    print("_fourth")
