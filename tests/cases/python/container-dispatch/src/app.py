def join(user):
    print("join", user)


def leave(user):
    print("leave", user)


def unknown(user):
    print("unknown", user)


class Ping:
    def handle(self):
        print("ping")


class Pong:
    def handle(self):
        print("pong")


HANDLERS = {"join": join, "leave": leave}
CLASSES = {"ping": Ping, "pong": Pong}


def dispatch(kind):
    HANDLERS[kind]("a")


def lenient(kind):
    HANDLERS.get(kind, unknown)("a")


def create(kind):
    CLASSES[kind]().handle()


dispatch(input())
lenient(input())
create(input())
