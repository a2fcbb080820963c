def join():
    print("join")


def leave():
    print("leave")


class Room:
    def open(self):
        print("open")


def table(name):
    handlers = {function.__name__: function for function in (join, leave)}
    handlers[name]()


def rooms():
    for room in [Room() for _ in range(3)]:
        room.open()


def lazily():
    for room in (Room() for _ in range(3)):
        room.open()


def lambdas():
    for action in [lambda: join(), lambda: leave()]:
        action()
