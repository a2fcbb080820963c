from contextlib import asynccontextmanager, contextmanager
from typing import AsyncIterator, Generator, Iterator

from outside import load


class Room:
    def open(self):
        print("open")


def rooms() -> Iterator[Room]:
    yield load()


def generated() -> Generator[Room, None, None]:
    yield load()


async def feed() -> AsyncIterator[Room]:
    yield load()


@contextmanager
def session() -> Iterator[Room]:
    yield load()


@asynccontextmanager
async def later() -> AsyncIterator[Room]:
    yield load()


def looped():
    for room in rooms():
        room.open()


def looped_again():
    for room in generated():
        room.open()


async def fed():
    async for room in feed():
        room.open()


def entered():
    with session() as room:
        room.open()


async def entered_later():
    async with later() as room:
        room.open()
