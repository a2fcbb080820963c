import asyncio


def start(coroutine):
    return asyncio.create_task(coroutine)


def slow(function):
    return asyncio.get_running_loop().run_in_executor(None, function)
