from typing import Any, Coroutine, TypedDict, cast

import store
import typing_extensions


class Data(TypedDict, total=False):
    body: Coroutine[Any, Any, bytes]
    path: str


def load(fields) -> Data:
    return store.load(fields)


async def main(fields):
    await load(fields).get("body")
    await load(fields).get("path")


def extract(readers):
    return cast("Data", {name: reader() for name, reader in readers.items()})


async def read(readers):
    await extract(readers).get("body")
    await extract(readers).get("path")


class Options(typing_extensions.TypedDict):
    path: str


class Later(typing_extensions.Awaitable):
    pass


def read_options(fields) -> Options:
    return store.load(fields)


def start(fields) -> Later:
    return store.load(fields)


async def configure(fields):
    await read_options(fields)  # bug
    await start(fields)
