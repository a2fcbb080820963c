class Label:
    open = "open"
    close = "close"


class Loop:
    def close(self):
        print("loop")


class Socket:
    def close(self):
        print("socket")


def serve(loop, sock, port):
    loop.close()
    sock.close()


def record():
    return {"loop": Loop(), "sock": Socket(), "port": 80}


def copy():
    """A comprehension over the pairs of a mapping keeps what is under each key."""
    serve(**{key: value for key, value in record().items() if key != "debug"})


def fill(**settings):
    """So does a loop."""
    kept = {}
    for key, value in settings.items():
        kept[key] = value
    kept["loop"].close()


def read_record(names):
    """What is under names that are not known is data and things: a record. Any of it may be under a name, or none."""
    found = {}
    for name in names:
        found[name] = Socket()
    for name in names:
        found[name] = 1
    found["loop"].close()
    serve(**found)


def read_registry(names):
    """In a registry all is of a kind."""
    found = {}
    for name in names:
        found[name] = Loop()
    found["loop"].close()


def start():
    print("start")


def stop():
    print("stop")


def run(actions):
    actions["open"]()


def named():
    """A key may be the name of a text."""
    run({Label.open: start, Label.close: stop})


def by_name(things):
    """A text is no position in a list."""
    things["open"]()


def both():
    by_name([stop])
    by_name({"open": start})


def main(names):
    copy()
    fill(loop=Loop(), sock=Socket())
    read_record(names)
    read_registry(names)
    named()
    both()
