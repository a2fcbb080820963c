from collections.abc import MutableMapping
from typing import Any


async def load():
    return "text"


# Mistakes.


async def by_default(message: MutableMapping[str, Any]):
    body = await message.get("body", b"")
    more = await message.get("more", False)
    return body, more


async def twice():
    return await (await load())


# Right, or not to be told.


async def pending(tasks: dict[str, Any], fallback):
    await tasks.get("a")
    await tasks.get("b", fallback)
    await tasks.get("c", None)
    text = await load()
    return text.upper()


async def made():
    return load()


async def of_made():
    return await (await made())
