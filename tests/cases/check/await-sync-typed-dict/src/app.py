from typing import Any, Coroutine, TypedDict

import store


class Data(TypedDict, total=False):
    body: Coroutine[Any, Any, bytes]
    path: str


def load(fields) -> Data:
    return store.load(fields)


async def main(fields):
    await load(fields).get("body")
    await load(fields).get("path")
