import collections.abc
from typing import Awaitable, Protocol


class Closing(Awaitable[None], Protocol):
    def close(self) -> None: ...


class Reply(collections.abc.Coroutine):
    def cancel(self):
        self.send(None)


class Box(collections.UserDict):
    pass


def closing() -> Closing: ...


def reply():
    return Reply()


def box():
    return Box()


async def main():
    await closing()
    await reply()
    await box()
