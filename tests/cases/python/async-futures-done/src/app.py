import asyncio
import concurrent.futures


class Room:
    def open(self):
        print("open")


def make():
    return Room()


async def prepare():
    return Room()


def done(future):
    future.result().open()


def in_threads():
    with concurrent.futures.ThreadPoolExecutor() as executor:
        futures = [executor.submit(make)]
        for future in concurrent.futures.as_completed(futures):
            future.result().open()
        finished, waiting = concurrent.futures.wait(futures)
        for future in finished:
            future.result().open()


async def in_tasks():
    tasks = {asyncio.create_task(prepare()): "room"}
    finished, waiting = await asyncio.wait(tasks)
    for task in finished:
        task.result().open()


async def told():
    task = asyncio.create_task(prepare())
    task.add_done_callback(done)
    await task
