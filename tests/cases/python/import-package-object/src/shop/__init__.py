from . import orders as _orders


def open():
    print("open")
