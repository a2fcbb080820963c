class Room:
    def open(self):
        print("open")

    def close(self):
        print("close")


class Guard:
    def __init__(self, inner):
        self._inner = inner

    def __getattr__(self, name):
        return getattr(self._inner, name)


class Logged:
    def __init__(self, inner):
        self._inner = inner

    def __getattr__(self, name):
        method = getattr(self._inner, name)

        def call(*args):
            return method(*args)

        return call


def forwarded():
    Guard(Room()).open()


def another():
    Guard(Room()).close()


def wrapped():
    Logged(Room()).open()
