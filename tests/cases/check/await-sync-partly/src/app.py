import asyncio

import vault


class Manager:
    def connect(self, name):
        return {"name": name}

    async def send(self, text):
        print(text)


class Server:
    def __init__(self, manager=None, failed=None):
        if manager is None:
            manager = Manager()
        self.manager = manager
        self.failed = failed or build_error

    async def run(self):
        await self.manager.connect("a")  # likely: a Manager where nothing else is passed
        await self.manager.send("b")
        await self.failed("c")  # somebody may pass a coroutine function


def build_error(text):
    return ValueError(text)


def find(name):
    if name in vault.rooms:
        return vault.rooms[name]
    return None


def start(work):
    if work is None:
        return None
    return asyncio.ensure_future(work)


def forward(work):
    if work is None:
        return False
    return start(work)


def compute(works):
    one = not isinstance(works, list)
    results = [vault.start(work) for work in ([works] if one else works)]
    if one:
        return results[0]
    return results


class Writer:
    def flush(self) -> None:
        """Does nothing here."""

    def close(self):
        """Says nothing of what others do."""


class Opened(Writer):
    def flush(self) -> None:
        print("flushed")


async def write(writer: Writer):
    await writer.flush()  # certain: that is all that is passed
    await writer.close()


async def serve(manager, failed):
    await Server(manager, failed).run()


async def main():
    await find("a")  # likely: None where it is not there
    await start(vault.work)  # a task, when there is work
    await forward(vault.work)
    await build_error("d")  # certain
    await compute(vault.work)  # silent: one task for one piece of work
    await Server().run()
    await write(Opened())
