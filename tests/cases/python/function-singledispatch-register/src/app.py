from functools import singledispatch


@singledispatch
def send(message):
    print(message)


def send_text(message):
    print("text", message)


def send_ping(message):
    print("ping")


def mention(message):
    print("nobody registers it")


send.register(str, send_text)
kept = send.register(bytes, send_ping)


def run(message):
    send(message)


def choose(message):
    send.dispatch(str)(message)


def direct():
    kept(b"")


def look():
    return mention, send.registry
