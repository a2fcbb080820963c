"""Generators, context managers, queues, locks, futures by hand."""
import asyncio
import contextlib
from contextlib import AsyncExitStack, asynccontextmanager, aclosing, contextmanager, nullcontext, suppress


async def numbers():
    yield 1
    yield 2


async def delegated():
    async for number in numbers():
        yield number


def numbers_later():
    return numbers()


def plain_numbers():
    yield 1


@asynccontextmanager
async def opened(path):
    yield path


@contextmanager
def opened_plainly(path):
    yield path


def opened_later(path):
    return opened(path)


class Lock:
    async def __aenter__(self):
        return self

    async def __aexit__(self, *exc):
        return False

    def acquire(self):
        return self


class Both:
    def __enter__(self):
        return self

    def __exit__(self, *exc):
        return False

    async def __aenter__(self):
        return self

    async def __aexit__(self, *exc):
        return False


class Counter:
    def __init__(self):
        self.count = 0

    def __aiter__(self):
        return self

    async def __anext__(self):
        self.count += 1
        if self.count > 3:
            raise StopAsyncIteration
        return self.count


def locked(lock):
    return lock if lock else nullcontext()


async def all_of_it(path, lock=None):
    async for number in numbers():
        print(number)
    async for number in numbers_later():
        print(number)
    async for number in delegated():
        print(number)
    for number in plain_numbers():
        print(number)
    print([number async for number in numbers()])
    first = numbers()
    print(await first.__anext__())
    print(await anext(first))
    print(await first.asend(None))
    await first.aclose()
    async with aclosing(numbers()) as closing:
        async for number in closing:
            print(number)
    async with opened(path) as file:
        print(file)
    async with opened_later(path) as file:
        print(file)
    with opened_plainly(path) as file:
        print(file)
    async with Lock().acquire() as held:
        print(held)
    with Both() as both:
        print(both)
    async with Both() as both:
        print(both)
    async with nullcontext() as nothing:
        print(nothing)
    async with locked(Lock()):
        print("locked")
    async for count in Counter():
        print(count)
    async with AsyncExitStack() as stack:
        await stack.enter_async_context(opened(path))
        stack.enter_context(opened_plainly(path))
        stack.push_async_callback(numbers().aclose)
        stack.push_async_exit(Lock())
    with suppress(ValueError):
        await asyncio.sleep(0)
    queue = asyncio.Queue()
    queue.put_nowait(1)
    await queue.put(2)
    await queue.join()
    event = asyncio.Event()
    event.set()
    await event.wait()
    async with asyncio.Lock(), asyncio.Semaphore(2):
        pass
    async with asyncio.TaskGroup() as group:
        group.create_task(asyncio.sleep(0))
    reader, writer = await asyncio.open_connection("a", 1)
    writer.write(b"a")
    await writer.drain()
    writer.close()
    await writer.wait_closed()
    reader.feed_eof()
    done, pending = await asyncio.wait([asyncio.create_task(asyncio.sleep(0))])
    for task in asyncio.as_completed([asyncio.sleep(0)]):
        await task
    process = await asyncio.create_subprocess_exec("a")
    process.kill()
    await process.wait()
    coroutines = [asyncio.sleep(0) for _ in range(3)]
    await asyncio.gather(*coroutines)
    waiting = asyncio.sleep(0)
    await waiting
    later = {"a": asyncio.sleep(0)}
    await later["a"]
    pair = (asyncio.sleep(0), 1)
    await pair[0]
    closing = asyncio.sleep(1)
    closing.close()
    return await asyncio.sleep(0) if lock else asyncio.sleep(0)


class Lazy:
    """Coroutines that are kept, and awaited where they are asked for."""

    def __init__(self):
        self._opening = self._open()
        self._queue = []

    async def _open(self):
        return 1

    async def ready(self):
        if self._opening is not None:
            opening, self._opening = self._opening, None
            await opening

    def later(self, coroutine):
        self._queue.append(coroutine)

    async def drain(self):
        while self._queue:
            await self._queue.pop()


async def lazily():
    lazy = Lazy()
    lazy.later(lazy.ready())
    lazy.later(asyncio.sleep(0))
    await lazy.drain()
    await lazy.ready()
