from typing import Any, Coroutine, TypedDict, cast

import store


class Data(TypedDict, total=False):
    body: Coroutine[Any, Any, bytes]
    path: str


def load(fields) -> Data:
    return store.load(fields)


def extract(fields) -> Data:
    return cast("Data", {name: field() for name, field in fields.items()})


async def main(fields):
    await load(fields).get("body")
    await load(fields).get("path")
    await extract(fields).get("body")
