"""https://docs.python.org/3/library/stdtypes.html#dict.setdefault: each key gets a list of its own."""


def joined():
    pass


def greet():
    pass


def left():
    pass


def watch_join():
    pass


def watch_leave():
    pass


def once_joined():
    pass


def once_left():
    pass


class Emitter:
    def __init__(self):
        self._handlers = {}
        self._watchers = {}
        self._once = {}

    def on(self, event, handler):
        self._handlers.setdefault(event, []).append(handler)

    def watch(self, event, handler):
        if event not in self._watchers:
            self._watchers[event] = set()
        self._watchers[event].add(handler)

    def once(self, event, handler):
        handlers = self._once.get(event)
        if handlers is None:
            handlers = self._once[event] = []
        handlers.append((handler, event))

    def handlers_of(self, event):
        return self._handlers.get(event, [])

    def watchers_of(self, event):
        return self._watchers[event]

    def emit(self, event):
        for handler in self._handlers[event]:
            handler()

    def take(self, event):
        return self._once.pop(event)


emitter = Emitter()
emitter.on("join", joined)
emitter.on("join", greet)
emitter.on("leave", left)
emitter.watch("join", watch_join)
emitter.watch("leave", watch_leave)
emitter.once("join", once_joined)
emitter.once("leave", once_left)


def join():
    for handler in emitter.handlers_of("join"):
        handler()


def leave():
    for watcher in emitter.watchers_of("leave"):
        watcher()


def leave_once():
    for handler, _ in emitter.take("leave"):
        handler()


def enter():
    emitter.emit("join")
