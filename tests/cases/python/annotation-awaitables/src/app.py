import asyncio
from typing import Any, Awaitable, Coroutine


class Room:
    def open(self):
        print("open")


async def by_task(task: asyncio.Task[Room]):
    (await task).open()


async def by_future(future: "asyncio.Future[Room]"):
    (await future).open()


async def by_awaitable(room: Awaitable[Room]):
    (await room).open()


async def by_coroutine(room: Coroutine[Any, Any, Room]):
    (await room).open()
