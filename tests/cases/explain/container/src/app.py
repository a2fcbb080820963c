class Handler:
    def handle(self):
        return 1


def on_open():
    return 2


TABLE = {
    "open": on_open,
}
handlers = []


def fill():
    handlers.append(Handler())


def dispatch(name):
    action = TABLE[name]
    action()
    for handler in handlers:
        handler.handle()
