import functools
import inspect


def traced(function):
    is_generator = inspect.isasyncgenfunction(function)

    def make_wrapper():
        if is_generator:
            return function

        @functools.wraps(function)
        async def wrapper(*args):
            return await function(*args)

        return wrapper

    return make_wrapper()


def logged(function):
    @functools.wraps(function)
    async def wrapper(*args):
        return await function(*args)  # bug

    return wrapper


@traced
async def pages():
    yield 1


@logged
def size():
    return 1


class Job:
    def __init__(self, function):
        self.function = function
        self.waits = inspect.iscoroutinefunction(function)

    def name(self):
        return "job"

    async def run(self):
        if self.waits:
            return await self.function()
        await self.name()  # bug
        return self.function()


class LoudJob(Job):
    async def run(self):
        print("runs")
        return await self.function() if self.waits else self.function()


def count():
    return 5


async def main():
    await Job(count).run()
    await LoudJob(count).run()
