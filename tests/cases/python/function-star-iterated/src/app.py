class Rooms:
    def __iter__(self):
        return iter([open_door])


def open_door():
    print("open")


def run(first):
    first()


run(*Rooms())
