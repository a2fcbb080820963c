__all__ = ["open_hall"]


def open_hall():
    print("open")


def close_hall():
    print("closed")
