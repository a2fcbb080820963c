import asyncio
import json
from collections.abc import Awaitable, Callable


class Nursery:
    def start(self, task):
        self.task = task


class Task:
    def __init__(self, text: str, done: Callable[[str], None], send: Callable[[str], Awaitable[None]]):
        self.count: int = json.loads(text)
        self.done = done
        self.send = send
        self.value = json.loads(text)
        self.started: list[str] = json.loads(text)

    @property
    def nursery(self) -> Nursery | None:
        return json.loads("{}")


def find(text) -> Task:
    return json.loads(text)


async def main(text):
    await find(text).nursery  # likely
    await find(text).count  # likely
    await find(text).value
    await find(text).done("a")
    await find(text).send("a")
    await find(text).started
    find(text).started.append(text)


def start(task: Task, tasks: list):
    task.started = asyncio.create_task(main(tasks))
