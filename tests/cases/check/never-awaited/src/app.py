from collections.abc import Generator
import asyncio
async def f(): return 1
async def use():
    if f():
        pass
    while not f():
        break
    x = f()
    y = f()
    assert y
    print(f"{f()}")
    str(f())
    f() == 3
    z = f() if x else 3
    a = f().real
    b, c = f()
    for q in f(): pass
    async for q in f(): pass
    with f() as w: pass
    d = f() + 1
    e = f()[0]
    g = [f() for _ in range(3)]
    match f():
        case 1: pass
    del y
    e[f()] = 3
    e[f():3]
    return f() and f()


class Base:
    async def send(self, text):
        print(text)


class Plain(Base):
    def send(self, text):
        print(text)


class Only:
    async def send(self, text):
        print(text)


async def connect():
    return Only()


def start():
    return connect()


async def uses(base: Base, only: Only):
    base.send("a")
    only.send("b")
    connect().send("c")
    start().send("d")
    connect().close()
    connect().send(None)
    kept = connect()
    later = [connect()]
    later.append(kept)
    asyncio.create_task(connect())
    async with connect() as one:
        print(one)
    return await connect()


async def asks():
    started = start()
    if asyncio.iscoroutine(started):
        return await started
    return started.send("e")


class Channel:
    async def reset(self):
        print("reset")


class QuietChannel(Channel):
    def reset(self):
        print("quiet")


def reset_all(channels: list[Channel]):
    Channel().reset()
    for channel in channels:
        channel.reset()


class Later:
    """Its coroutine is run by the iterators that it gives."""

    def __init__(self, coroutine):
        self._coroutine = coroutine

    def __await__(self) -> Generator[None, None, None]:
        ran = self._coroutine.__await__()
        return ran

    def __iter__(self) -> Generator[None, None, None]:
        return self.__await__()


async def in_later():
    await Later(wait_for_it())


async def wait_for_it():
    pass
