from plugins import load


def find(name):
    return load(name)


def known():
    return Hall()


def annotated(name) -> int:
    return load(name)


def broadcast(room, text):
    room.close()


def stream():
    while True:
        yield load("next")


class Hall:
    limit = load("limit")

    def __init__(self):
        self.door = load("door")

    def enter(self):
        self.door.close()

    def other(self):
        return load("other")


current = load("current")


def use_current():
    current.close()


def only_here():
    print("the stub does not know it")
