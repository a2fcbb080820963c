"""Methods that decorators wrap are there as well: a class with a wrapped `__await__` can be awaited."""
import functools


def guarded(function):
    @functools.wraps(function)
    def wrapper(self, *args):
        return function(self, *args)

    return wrapper


def in_loop(function):
    async def wrapper(self, *args):
        return function(self, *args)

    return wrapper


class Cursor:
    @guarded
    def __await__(self):
        return iter(())

    @guarded
    async def __aenter__(self):
        return self

    @guarded
    async def __aexit__(self, *details):
        pass

    @guarded
    def __aiter__(self):
        return self

    def named(self, name):
        return self


class Backend:
    def start(self):
        """Implemented by others."""

    def stop(self):
        """Implemented by others."""


class Memory(Backend):
    def start(self):
        self.started = True

    def stop(self):
        self.started = False


class Remote(Backend):
    @in_loop
    def start(self):
        self.started = True


def get_cursor():
    return Cursor()


async def main(backend: Backend):
    await get_cursor()
    await get_cursor().named("a")
    async with get_cursor():
        pass
    async for row in Cursor():
        print(row)
    await backend.start()  # silent: Remote's may be awaited
    await backend.stop()  # likely
