"""https://docs.python.org/3/reference/expressions.html#calls"""


class Room:
    def open(self):
        pass


class Door:
    def open(self):
        pass


def logged(function):
    def wrapper(*args, **options):
        print(function)
        return function(*args, **options)

    return wrapper


def traced(function):
    def wrapper(*args):
        return function(*args)

    return wrapper


@logged
def one(thing):
    return thing


@logged
def two(thing):
    return thing


@logged
def three(thing):
    return thing


@logged
def four(thing):
    return thing


@logged
def five(thing):
    return thing


@logged
def six(thing):
    return thing


@logged
def seven(thing):
    return thing


@logged
def eight(thing):
    return thing


@logged
def open_room(room: Room):
    room.open()
    return Room()


@traced
def open_door(door):
    door.open()
    return Door()


def main():
    one(Door())
    open_room(Room()).open()
    open_door(Door()).open()
