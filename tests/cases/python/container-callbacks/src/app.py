def log():
    print("log")


def count():
    print("count")


class Events:
    def __init__(self):
        self.listeners = []

    def on(self, listener):
        self.listeners.append(listener)

    def fire(self):
        for listener in self.listeners:
            listener()


def main():
    events = Events()
    events.on(log)
    events.on(count)
    events.fire()


def fixed():
    for step in (log, count):
        step()


main()
fixed()
