from typing import Any, Coroutine, TypedDict, cast

import store


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
