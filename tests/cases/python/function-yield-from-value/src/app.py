class Door:
    def lock(self):
        print("lock")


def inner():
    yield 1
    return Door()


def outer():
    door = yield from inner()
    door.lock()


def main():
    list(outer())


main()
