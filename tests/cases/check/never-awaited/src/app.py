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
