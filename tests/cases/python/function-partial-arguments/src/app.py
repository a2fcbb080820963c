from functools import partial


def greet():
    print("greet")


def part():
    print("part")


def call(first, second):
    second()


def finish(*, after):
    after()


class Room:
    def __init__(self, on_open):
        self.on_open = on_open

    def open(self):
        self.on_open()


def main():
    partial(call, greet)(part)
    partial(finish, after=greet)()
    make = partial(Room, greet)
    room = make()
    partial(room.open)()
    partial(partial(call, part), greet)()


main()
