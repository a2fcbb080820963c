import functools


class Bus:
    def __init__(self):
        self.handlers = {}

    def subscribe(self, event, handler=None):
        if handler is None:
            return functools.partial(self.subscribe, event)
        self.handlers[event] = handler
        return handler

    def publish(self, event):
        self.handlers[event]()


bus = Bus()


@bus.subscribe("open")
def on_open():
    print("open")


def run():
    bus.publish("open")
