import asyncio
from collections.abc import Awaitable, Mapping, MutableMapping
from typing import Any


async def load():
    return "text"


# Mistakes.


async def by_default(message: MutableMapping[str, Any]):
    body = await message.get("body", b"")
    more = await message.get("more", False)
    kind = await message.get("type")
    name = await message.get("name", None)
    return body, more, kind, name


class Headers(Mapping):
    def __getitem__(self, key):
        return "text"


async def by_default_of_mapping(headers: Headers):
    return await headers.get("accept", "")


async def twice():
    return await (await load())


# Right, or not to be told.


class Lazy(Mapping):
    async def get(self, key, default=None):
        return default


async def pending(tasks: dict[str, asyncio.Task], lazy: Lazy, fallback):
    await tasks.get("a")
    await tasks.get("b", None)
    await lazy.get("a")
    futures = {"a": asyncio.ensure_future(load())}
    await futures.get("a")


async def unknown_default(message: dict[str, Any], fallback):
    await message.get("b", fallback)
    text = await load()
    return text.upper()


async def made():
    return load()


async def of_made():
    return await (await made())


async def awaited_and_asked():
    result = await load()
    if isinstance(result, Awaitable):
        result = await result  # silent: it was asked what it is
    return result
