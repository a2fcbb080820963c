import asyncio

try:
    from ssl import SSLContext
except ImportError:
    SSLContext = object


class Timer:
    def stop(self):
        print("stopped")


class Timers:
    def __init__(self, tls):
        self.timers = {}
        self.tasks = {}
        self.tls = tls

    def start(self, key):
        self.timers[key] = Timer()
        self.tasks[key] = asyncio.create_task(connect(self))

    def find_context(self) -> SSLContext | None:
        return self.tls

    async def stop(self, key):
        timer = await self.timers.pop(key)  # likely
        timer.stop()
        await self.tasks.pop(key)


async def connect(timers: Timers):
    await timers.find_context()  # bug
    timers.stop("a")  # bug
    await timers.stop("a")


async def pages():
    yield 1


async def first():
    steps = pages()
    steps.__anext__()  # bug
    await steps.__anext__()


async def main(tls):
    timers = Timers(tls)
    timers.start("a")
    await first()


class Chats:
    def __init__(self):
        self.chats: dict[str, str] | None = None
        self.cache = None

    def load(self, loaded):
        self.chats = {}
        self.cache = {}
        self.chats = loaded
        self.cache = loaded

    async def forget(self, name):
        await self.chats.pop(name, None)  # likely
        await self.cache.pop(name, None)
