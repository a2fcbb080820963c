import asyncio


async def load(key):
    return key


def wrong(keys, source):
    first = await load(keys[0])  # a syntax error
    rest = [await load(key) for key in keys]  # a syntax error
    async with source:  # a syntax error
        pass
    async for key in source:  # a syntax error
        print(key)
    pairs = (key for key in keys)
    last = await load(keys[-1])  # a syntax error
    return first, rest, pairs, last, lambda key: await load(key)  # a syntax error


def right(keys, source):
    later = (
        await load(
            key
        ) for key in keys
    )
    others = (key async for key in source if await load(key))

    async def inner():
        async with source:
            return await load(keys[0])

    return later, others, asyncio.run(inner())


await load("notebooks may")
