"""What may be awaited and need not, is kept for later, or goes through other hands."""
import asyncio
import contextvars
import functools
import signal
from dataclasses import dataclass, field
from typing import Awaitable, Callable, Generator, Optional

import store


class AwaitMount:
    """Its work is done anyway; who wants to be sure awaits it."""

    def __init__(self, widgets):
        self.widgets = widgets
        asyncio.get_running_loop().call_soon(self.done)

    def done(self):
        print(self.widgets)

    def __await__(self) -> Generator[None, None, None]:
        async def wait():
            await asyncio.sleep(0)

        return wait().__await__()


class Widget:
    def mount(self, *widgets) -> AwaitMount:
        return AwaitMount(widgets)

    async def compose(self):
        self.mount(1)
        await self.mount(2)
        mounting = self.mount(3)
        await mounting


class Jobs:
    """Coroutines that are made here and run there."""

    def __init__(self):
        self.waiting = []
        self.named = {}
        self.tasks = set()

    def add(self, coroutine):
        self.waiting.append(coroutine)

    def name(self, name, coroutine):
        self.named[name] = coroutine

    def start(self, coroutine):
        task = asyncio.ensure_future(coroutine)
        self.tasks.add(task)
        task.add_done_callback(self.tasks.discard)
        return task

    async def run(self):
        await asyncio.gather(*self.waiting, *self.named.values())
        for coroutine in self.waiting:
            await coroutine


async def work(number=0):
    return number


async def hand_over(jobs: Jobs):
    jobs.add(work(1))
    jobs.name("a", work(2))
    jobs.start(work(3))
    await jobs.run()
    pending = [work(number) for number in range(3)]
    pending += [work(4)]
    pending.append(work(5))
    for done in asyncio.as_completed(pending):
        await done
    by_name = {name: work() for name in "ab"}
    for waiting in by_name.values():
        await waiting
    first, *rest = [work(), work()]
    await first
    await asyncio.gather(*rest)
    either = work(6) if jobs.tasks else work(7)
    await either
    later = functools.partial(work, 8)
    await later()
    call = lambda number: work(number)
    await call(9)
    await (lambda: work(10))()
    contextvars.copy_context().run(asyncio.create_task, work(11))
    asyncio.get_running_loop().add_signal_handler(signal.SIGTERM, lambda: asyncio.create_task(work(12)))
    return work(13)


async def twice():
    inner = await hand_over(Jobs())
    return await inner


async def retry(make: Callable[[], Awaitable[int]], times=3):
    for _ in range(times):
        try:
            return await make()
        except OSError:
            continue
    return await make()


async def with_retry():
    await retry(lambda: work(1))
    await retry(functools.partial(work, 2))
    await retry(work)


@dataclass
class Route:
    handler: Callable[..., Awaitable]
    hooks: list = field(default_factory=list)

    async def __call__(self, request):
        for hook in self.hooks:
            await hook(request)
        return await self.handler(request)


routes = {}


def route(path):
    def register(function):
        routes[path] = Route(function, [work])
        return function

    return register


@route("/")
async def index(request):
    return request


async def serve(path, request):
    await routes[path](request)
    await index(request)


def traced(function):
    @functools.wraps(function)
    async def waits(*args):
        return await function(*args)

    @functools.wraps(function)
    def runs(*args):
        return function(*args)

    return waits if asyncio.iscoroutinefunction(function) else runs


@traced
async def traced_waits():
    return 1


@traced
def traced_runs():
    return 2


class Timed:
    def __init__(self, function):
        self.function = function
        functools.update_wrapper(self, function)

    def __get__(self, instance, owner=None):
        return functools.partial(self, instance)

    async def __call__(self, *args):
        return await self.function(*args)


class Service:
    on_ready: Optional[Callable[[], Awaitable[None]]] = None

    @Timed
    async def load(self):
        return 1

    @traced
    async def save(self):
        return 2

    @functools.lru_cache
    def cached(self):
        return asyncio.ensure_future(self.load())

    async def ready(self):
        if self.on_ready:
            await self.on_ready()


async def use():
    service = Service()
    await service.load()
    await service.save()
    await service.cached()
    service.on_ready = service.ready
    await service.ready()
    await traced_waits()
    print(traced_runs() + 1)


def patched():
    async def fake(key):
        return key

    store.compute = fake


async def after_patching():
    patched()
    await store.compute("a")


class Plain:
    def close(self):
        return None


class Waiting(Plain):
    async def close(self):
        await asyncio.sleep(0)


async def close_all(things: list[Plain]):
    for thing in things:
        closing = thing.close()
        if closing is not None:
            await closing


def main():
    asyncio.run(use())
    with asyncio.Runner() as runner:
        runner.run(twice())
    loop = asyncio.new_event_loop()
    loop.run_until_complete(asyncio.gather(work(), work()))
    loop.run_until_complete(close_all([Plain(), Waiting()]))
    loop.create_task(work())
    loop.call_soon(lambda: asyncio.ensure_future(work()))


if __name__ == "__main__":
    main()
