def save():
    print("save")


def load():
    print("load")


def used():
    print("used")


HOOKS = [save, load]
TABLE = {"save": save}


class Service:
    action = load

    def __init__(self):
        self.on_done = save


def choose():
    return save


def offer(callback=load):
    return callback


def produce():
    yield save


def main():
    Service()
    choose()
    offer()
    for callback in produce():
        print(callback)
    TABLE["load"] = load
    used()
