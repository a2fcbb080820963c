"""https://docs.python.org/3/library/typing.html#typing.cast"""
from typing import Protocol, cast


class Body:
    def decode(self):
        pass


class TextBody(Body):
    def decode(self):
        pass


class Room:
    def decode(self):
        pass


class Decoder(Protocol):
    def decode(self): ...


class Holder:
    def __init__(self, text: str, body: Body):
        self.value = body if text else b"text"

    def raw(self):
        return cast(bytes, self.value).decode()

    def by_text(self):
        return cast("bytes", self.value).decode()

    def either(self):
        return cast("bytes | Body", self.value).decode()


def tested(value: Body | bytes):
    if isinstance(value, bytes):
        value.decode()
    else:
        value.decode()


def lie(room: Room):
    return cast(Body, room).decode()


def by_protocol(room: Room):
    return cast(Decoder, room).decode()
