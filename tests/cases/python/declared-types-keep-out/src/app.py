from collections.abc import Sized


class Exchange:
    def __str__(self):
        return "exchange"

    def close(self):
        print("exchange")


class Socket:
    def close(self):
        print("socket")


class Secured(Socket):
    def close(self):
        print("secured")


class Proxy:
    def __init__(self, target):
        self.target = target

    def __str__(self):
        return str(self.target)

    def __getattr__(self, name):
        return getattr(self.target, name)


class Stream:
    def __init__(self, file):
        self.file = file

    def __getattr__(self, name):
        return getattr(self.file, name)

    def __bool__(self):
        return True


class Tags(Sized):
    def __len__(self):
        return 3


settings = []
for part in (Exchange, Socket, Secured):
    settings.append(part())


def take():
    return settings.pop()


def show(name: str):
    return f"<{name}>"


def show_any(name: object):
    return f"<{name}>"


def show_all(name: list[str] | None):
    return f"<{name}>"


def hang_up(socket: Socket | None):
    if socket:
        socket.close()


def is_set(name: str | None):
    return not name


def has_some(names: list[str]):
    return not names


def ask(handler: "str | int"):
    handler()


def main():
    show(take())
    show_any(take())
    hang_up(take())
    show_all(take())
    show_all(Proxy(Exchange()))
    ask(main)
    is_set(Stream(None))
    is_set(Tags())
    has_some(Tags())
