import asyncio

running = set()


def spawn(coroutine):
    task = asyncio.create_task(coroutine)
    running.add(task)
    return task
