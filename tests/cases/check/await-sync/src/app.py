import asyncio, contextlib
class Session:
    def __enter__(self): return self
    def __exit__(self, *a): pass
class Good(Session):
    async def __aenter__(self): return self
    async def __aexit__(self, *a): pass
class Plain:
    pass
@contextlib.contextmanager
def ctx():
    yield 1
@contextlib.asynccontextmanager
async def actx():
    yield 1
def gen():
    yield 1
async def agen():
    yield 1
async def main():
    async with Session(): pass
    async with Good(): pass
    async with Plain() as p: pass
    async with ctx(): pass
    async with actx(): pass
    async with agen(): pass
    async with contextlib.aclosing(agen()): pass
    async for x in gen(): pass
    async for x in agen(): pass
    async for x in Plain(): pass
    return [x async for x in gen()]


class Late:
    def __await__(self):
        return iter(())


def late():
    return Late()


def plain():
    return [1]


def numbers():
    yield 1


def later():
    return asyncio.ensure_future(main())


def decorated(function):
    return unknown(function)


@decorated
def changed():
    return 1


async def callbacks(handler):
    await handler()


class Base:
    def run(self):
        return 1


class Derived(Base):
    async def run(self):
        return 2


async def ask(value):
    result = plain()
    if asyncio.iscoroutine(result):
        result = await result
    return result


async def use(flag: bool, base: Base):
    await late()
    await plain()
    await numbers()
    await later()
    await changed()
    await callbacks(plain)
    await base.run()
    await Base().run()
    await (plain() if flag else late())
    await ask(1)
    await len("x")
    await print


async def streams():
    await agen()
    async with await actx() as one:
        print(one)
