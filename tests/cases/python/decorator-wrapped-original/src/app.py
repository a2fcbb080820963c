import functools


def logged(function):
    @functools.wraps(function)
    def wrapper(*args):
        return function(*args)

    return wrapper


def plain(function):
    def wrapper(*args):
        return function(*args)

    return wrapper


@logged
def connect():
    open_socket()


@plain
def close():
    print("closed")


def open_socket():
    print("open")


def without_log():
    connect.__wrapped__()


def with_log():
    connect()


def nothing():
    close.__wrapped__()
