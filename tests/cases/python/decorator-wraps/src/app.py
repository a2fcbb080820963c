from functools import wraps


def logged(function):
    @wraps(function)
    def wrapper(*args, **kwargs):
        return function(*args, **kwargs)

    return wrapper


class Room:
    def open(self):
        print("open")


@logged
def use(room, *, times=1):
    room.open()


def main():
    use(Room(), times=2)
