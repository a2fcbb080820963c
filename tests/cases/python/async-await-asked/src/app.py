import inspect
import time


def plain():
    return "text"


async def blindly():
    await plain()
    await time.sleep(1)


async def after_asking():
    result = plain()
    if hasattr(result, "__await__"):
        result = await result
    return result


async def after_inspecting():
    result = plain()
    if inspect.isawaitable(result):
        result = await result
    return result
