from enum import Enum

HANDLERS = {}
LOWERED = {}


class Kind(Enum):
    TEXT = 1
    PING = 2


def handles(name):
    def decorate(handler):
        HANDLERS[name] = handler
        return handler

    return decorate


def handles_lowered(name):
    name = name.lower()

    def decorate(handler):
        LOWERED[name] = handler
        return handler

    return decorate


class Bus:
    def __init__(self):
        self.listeners = {}

    def on(self, event):
        def decorate(listener):
            self.listeners.setdefault(event, []).append(listener)
            return listener

        return decorate

    def emit(self, event):
        for listener in self.listeners.get(event, []):
            listener()


bus = Bus()


@handles("text")
def text():
    print("text")


@handles(name="ping")
def ping():
    print("ping")


def pong():
    print("pong")


handles("pong")(pong)


@handles_lowered("TEXT")
def lowered_text():
    print("text")


@handles_lowered("PING")
def lowered_ping():
    print("ping")


@bus.on("joined")
def greet():
    print("hello")


@bus.on("left")
def part():
    print("bye")


@handles(Kind.TEXT)
def kind_text():
    print("text")


@handles(Kind.PING)
def kind_ping():
    print("ping")


def run_text():
    HANDLERS["text"]()


def run_ping():
    HANDLERS["ping"]()


def run_pong():
    HANDLERS["pong"]()


def run_kind():
    HANDLERS[Kind.PING]()


def run_any(name):
    LOWERED[name]()


def join():
    bus.emit("joined")


def inside():
    found = {}

    def keep(name, handler):
        found[name] = handler

    def handles_inside(name):
        def decorate(handler):
            found[name] = handler
            return handler

        return decorate

    @handles_inside("pong")
    def pong():
        print("pong")

    keep("text", text)
    found["pong"]()
    found["text"]()


inside()
