import asyncio
import functools
import inspect


class Runner:
    def __init__(self, app):
        self.app = app
        self.names = []

    async def cleanup(self):
        self.names = []

    def rename(self, name):
        self.names.append(name)

    def handle(self, event):
        return [event]


async def run(app):
    if asyncio.iscoroutine(app):
        app = await app
    runner = Runner(app)
    await runner.rename("a")  # certain: it asks about `app`
    runner.cleanup()  # certain: never awaited


async def of_object(runner: Runner, event):
    if inspect.iscoroutinefunction(runner.handle):
        return await runner.handle(event)
    return runner.handle(event)


async def of_result(runner: Runner, event):
    result = runner.handle(event)
    if inspect.isawaitable(result):
        return await runner.handle(event)
    return result


async def of_another(runner: Runner, event):
    if inspect.iscoroutinefunction(runner.rename):
        return None
    return await runner.handle(event)  # certain


async def of_partial(event):
    call = functools.partial(work, event)
    if inspect.iscoroutinefunction(work):
        return await call()
    return call()


def work(event):
    return event


def is_async(function):
    return inspect.iscoroutinefunction(function)


async def by_another(event):
    if is_async(work):
        return await work(event)
    return await work([event])


async def maybe(value):
    return await value if inspect.isawaitable(value) else value


async def later(value):
    print(value)


async def by_passing(event):
    return await maybe(later(event))


async def main():
    runner = Runner(None)
    await run(later("x"))
    await of_object(runner, "a")
    await of_result(runner, "a")
    await of_another(runner, "a")
    await of_partial("a")
    await by_another("a")
    await by_passing("a")


class Pump:
    def __init__(self, ready):
        self.ready = ready

    async def dispatch(self, event):
        return event

    def choose(self):
        return self.work() if inspect.iscoroutinefunction(self.ready) else None

    async def work(self):
        pass

    def parse(self, text):
        return [text]

    async def run(self, text):
        async def invoke_ready():
            result = self.ready()
            if inspect.isawaitable(result):
                await result

        self.dispatch(text)  # certain: the only function that asks does not run it
        await invoke_ready()
        invoke_ready()  # certain: it asks about something else

    def start(self):
        self.choose()  # it gives what others have to ask about

    async def read(self, text):
        try:
            parsed = await self.parse(text)  # certain: what it is asked about was awaited
            answer = self.ready(parsed)
            if inspect.isawaitable(answer):
                answer = await answer
        except OSError:
            return None
        return answer
