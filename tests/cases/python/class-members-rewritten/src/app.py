def traced(method):
    def run(*args):
        return method(*args)

    return run


def trace_all(cls):
    for name, value in list(vars(cls).items()):
        if callable(value):
            setattr(cls, name, traced(value))
    return cls


def mark_all(cls):
    for name in dir(cls):
        print(name)
    setattr(cls, "marked", True)
    return cls


@trace_all
class Room:
    def enter(self):
        print("room")


@mark_all
class Hall:
    def enter(self):
        print("hall")


def main():
    Room().enter()
    Hall().enter()


main()
