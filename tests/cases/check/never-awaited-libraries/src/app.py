import asyncio
import contextlib

import anyio
import socketio
from anyio import to_thread
from arq import create_pool
from starlette.concurrency import run_in_threadpool

server = socketio.AsyncServer()


def work():
    return 1


# Mistakes: all of them are certain.


async def drop(tasks, path):
    asyncio.wait(tasks)
    asyncio.to_thread(work)
    asyncio.start_server(work, "localhost", 80)
    to_thread.run_sync(work)
    run_in_threadpool(work)
    anyio.sleep(1)
    event = anyio.Event()
    event.wait()
    server.emit("ready", {"path": path})
    async with contextlib.AsyncExitStack() as stack:
        stack.enter_async_context(anyio.create_task_group())


async def take():
    pool = create_pool()
    pool.ready = True


# Right.


async def keep(tasks, path):
    done, pending = await asyncio.wait(tasks)
    waiting = asyncio.create_task(asyncio.to_thread(work))
    listening = await asyncio.start_server(work, "localhost", 80)
    results = await asyncio.gather(to_thread.run_sync(work), run_in_threadpool(work))
    event = anyio.Event()
    event.set()
    await event.wait()
    await server.emit("ready", {"path": path})
    listening.close()
    asyncio.gather(waiting, server.sleep(1))
    pool = await create_pool()
    pool.ready = True
    return done, pending, results
