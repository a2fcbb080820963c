from typing import Awaitable, Callable, Optional


class Room:
    def open(self):
        print("open")


def plain(make: Callable[[], Room]):
    make().open()


def any_arguments(make: Callable[..., Room]):
    make(1).open()


def optional(make: Optional[Callable[[], Room]] = None):
    if make is not None:
        make().open()


async def waited(make: Callable[[], Awaitable[Room]]):
    room = await make()
    room.open()


class Factory:
    make: Callable[[], Room]

    def run(self):
        self.make().open()
