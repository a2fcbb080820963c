import asyncio
import inspect


def plain():
    print("plain")


async def slow():
    print("slow")


async def call(function):
    result = function()
    if inspect.isawaitable(result):
        await result


async def main():
    await call(plain)
    await call(slow)


asyncio.run(main())
