from typing import TYPE_CHECKING


def send(text):
    print(text)


class Connection:
    def close(self):
        send("close")

    def ping(self):
        send("ping")


class Typed(Connection):
    if TYPE_CHECKING:

        def close(self) -> None: ...
    else:

        def ping(self):
            send("typed ping")


class Mixin:
    if TYPE_CHECKING:

        def ping(self) -> None: ...

    def alive(self):
        self.ping()


class Room(Mixin, Connection):
    pass


class Proxy:
    if TYPE_CHECKING:

        def join(self, name: str) -> None: ...

        @property
        def size(self) -> int: ...

    def __getattr__(self, name):
        return send


def main():
    Typed().close()
    Typed().ping()
    Room().alive()


def ask():
    Proxy().join("a")
    Proxy().size


main()
ask()
