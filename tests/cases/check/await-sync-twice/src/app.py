import asyncio
import redis.asyncio


def get_store():
    return [1]


async def open_later():
    return asyncio.sleep(1)


async def wrong(client):
    await await client.get("name")  # likely
    store = redis.asyncio.Redis()
    await await store.get("name")  # likely: it is a coroutine, and nothing is said of what that gives
    return await (await client.get("name"))  # likely


async def right(client, make):
    await await open_later()
    await await asyncio.to_thread(open_later)
    await await asyncio.to_thread(make)
    task = await client.spawn()
    await task
    return await (await client.get("name")).read()
