import asyncio
from inspect import iscoroutinefunction


def plain():
    return 1


async def run(function=plain):
    if iscoroutinefunction(function):
        return await function()
    return function()


asyncio.run(run())
