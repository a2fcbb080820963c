from collections import defaultdict


def join():
    print("join")


def leave():
    print("leave")


class Bus:
    def __init__(self):
        self.listeners = {}
        self.hooks = defaultdict(list)

    def on(self, event, listener):
        self.listeners.setdefault(event, []).append(listener)

    def hook(self, event, function):
        self.hooks[event].append(function)

    def fire(self, event):
        for listener in self.listeners.get(event, ()):
            listener()

    def run(self, event):
        for function in self.hooks[event]:
            function()


def main():
    bus = Bus()
    bus.on("join", join)
    bus.hook("leave", leave)
    bus.fire("join")
    bus.run("leave")


main()
