import inspect
from typing import Awaitable


class App:
    def __init__(self, ready=None, hook=None):
        self.ready = ready
        self.hook = hook or self.idle

    def idle(self):
        return None

    def hook_waits(self):
        return inspect.iscoroutinefunction(self.hook)

    async def run(self):
        async def tell():
            result = self.ready()
            if inspect.isawaitable(result):
                await result

        try:
            await self.idle()
        finally:
            await tell()

    async def run_hook(self):
        if self.hook_waits():
            await self.hook()  # asked about


class Provider:
    def get(self) -> "App | Awaitable[App]":
        return App()

    async def app(self):
        found = self.get()
        if isinstance(found, Awaitable):
            found = await found
        return found
