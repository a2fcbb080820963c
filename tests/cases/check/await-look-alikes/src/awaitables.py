"""Synchronous functions whose results may be awaited."""
import asyncio
import concurrent.futures
import functools
import inspect
import types
from abc import ABC, abstractmethod
from collections.abc import Awaitable, Callable, Coroutine
from typing import Any, Protocol, TypeVar, Union, overload

T = TypeVar("T")


async def fetch(key):
    return key


def fetch_later(key):
    return fetch(key)


def fetch_task(key):
    return asyncio.create_task(fetch(key))


def fetch_future(loop):
    future = loop.create_future()
    future.set_result(1)
    return future


def fetch_gathered(*keys):
    return asyncio.gather(*(fetch(key) for key in keys))


def fetch_soon(key):
    return asyncio.wait_for(fetch(key), 5)


def fetch_shielded(key):
    return asyncio.shield(fetch(key))


def fetch_in_thread(key):
    return asyncio.to_thread(str, key)


def fetch_in_executor(key):
    return asyncio.get_running_loop().run_in_executor(None, str, key)


def fetch_wrapped(pool, key):
    return asyncio.wrap_future(pool.submit(str, key))


def fetch_ensured(key):
    return asyncio.ensure_future(fetch(key))


def fetch_one_of(key, cached):
    if cached:
        future = asyncio.get_running_loop().create_future()
        future.set_result(cached)
        return future
    return fetch(key)


class Delay:
    def __init__(self, seconds):
        self.seconds = seconds

    def __await__(self):
        return asyncio.sleep(self.seconds).__await__()


class Rows:
    def __init__(self, rows):
        self.rows = rows

    def __aiter__(self):
        return self.walk()

    async def walk(self):
        for row in self.rows:
            yield row

    def __await__(self):
        return self.all().__await__()

    async def all(self):
        return list(self.rows)


class Connection:
    """Both `await connect()` and `async with connect()`."""

    def __await__(self):
        return self._open().__await__()

    async def _open(self):
        return self

    async def __aenter__(self):
        return await self._open()

    async def __aexit__(self, *exc):
        return None


class Fast(Connection):
    pass


def connect():
    return Connection()


def delay(seconds):
    return Delay(seconds)


def rows():
    return Rows([1, 2])


class Pool:
    def __init__(self, size):
        self.size = size

    async def __new__(cls, size):
        self = super().__new__(cls)
        self.size = size
        await asyncio.sleep(0)
        return self


class Singleton:
    _made = None

    def __new__(cls):
        return cls._make()

    @classmethod
    async def _make(cls):
        if cls._made is None:
            cls._made = object.__new__(cls)
        return cls._made


@types.coroutine
def old_style():
    yield


def lazily(function: Callable[..., Awaitable[T]]) -> Callable[..., Awaitable[T]]:
    @functools.wraps(function)
    def wrapper(*args, **kwargs):
        return function(*args, **kwargs)
    return wrapper


def made_async(function):
    @functools.wraps(function)
    async def wrapper(*args, **kwargs):
        return function(*args, **kwargs)
    return wrapper


def run_now(function):
    @functools.wraps(function)
    def wrapper(*args, **kwargs):
        return asyncio.run(function(*args, **kwargs))
    return wrapper


def in_background(function):
    @functools.wraps(function)
    def wrapper(*args, **kwargs):
        return asyncio.create_task(function(*args, **kwargs))
    return wrapper


def either(function):
    if asyncio.iscoroutinefunction(function):
        @functools.wraps(function)
        async def waits(*args):
            return await function(*args)
        return waits

    @functools.wraps(function)
    def runs(*args):
        return function(*args)
    return runs


class Threaded:
    def __init__(self, function):
        self.function = function

    def __call__(self, *args):
        return asyncio.to_thread(self.function, *args)


class AsyncCalled:
    async def __call__(self, key):
        return key


class Bound:
    def __init__(self, function):
        self.function = function

    def __get__(self, instance, owner):
        @functools.wraps(self.function)
        async def method(*args):
            return self.function(instance, *args)
        return method


@lazily
async def lazy():
    return 1


@made_async
def once_plain():
    return 2


@run_now
async def command():
    return 3


@in_background
async def background():
    return 4


@either
async def either_waits():
    return 5


@either
def either_runs():
    return 6


@Threaded
def threaded(path):
    return open(path).read()


class Service:
    @Bound
    def bound(self, key):
        return key

    @made_async
    def plain(self):
        return 1

    @property
    def ready(self):
        return self._wait()

    async def _wait(self):
        return True

    @functools.cached_property
    def started(self):
        return asyncio.ensure_future(self._wait())

    def __getattr__(self, name):
        async def call(*args):
            return name, args
        return call


class Base(ABC):
    @abstractmethod
    def send(self, text) -> Awaitable[None]:
        ...

    def flush(self):
        raise NotImplementedError

    def close(self):
        """Subclasses may wait."""


class AsyncSender(Base):
    async def send(self, text):
        await asyncio.sleep(0)

    async def flush(self):
        await asyncio.sleep(0)

    async def close(self):
        await asyncio.sleep(0)


class Sender(Protocol):
    def send(self, text: str) -> Awaitable[None]: ...


@overload
def load(key: str) -> Awaitable[str]: ...
@overload
def load(key: int) -> Awaitable[int]: ...
def load(key):
    return fetch(key)


def maybe(key) -> Union[str, Awaitable[str]]:
    return fetch(key) if key else "none"


async def all_of_it(sender: Base, protocol: Sender, loop, pool: concurrent.futures.Executor):
    await fetch_later(1)
    await fetch_task(1)
    await fetch_future(loop)
    await fetch_gathered(1, 2)
    await fetch_soon(1)
    await fetch_shielded(1)
    await fetch_in_thread(1)
    await fetch_in_executor(1)
    await fetch_wrapped(pool, 1)
    await fetch_ensured(1)
    await fetch_one_of(1, None)
    await delay(1)
    await connect()
    await rows()
    async for row in rows():
        print(row)
    async with connect() as connection:
        print(connection)
    async with Fast() as connection:
        print(connection)
    await Fast()
    pool2 = await Pool(3)
    print(pool2.size)
    only = await Singleton()
    print(only)
    await old_style()
    await lazy()
    await once_plain()
    print(command() + 1)
    await background()
    await either_waits()
    print(either_runs() + 1)
    await threaded("a")
    called = AsyncCalled()
    await called(1)
    service = Service()
    await service.bound(1)
    await service.plain()
    await service.ready
    await service.started
    await service.anything(1)
    await sender.send("a")
    await sender.flush()
    await sender.close()
    await protocol.send("a")
    await load("a")
    value = maybe("a")
    if inspect.isawaitable(value):
        value = await value
    print(value)
    background()
    asyncio.gather(fetch(1), fetch(2))
