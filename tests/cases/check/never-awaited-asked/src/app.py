import asyncio
from collections.abc import Awaitable, Sized


class User:
    name = "somebody"


class Users:
    def get(self):
        return self._get()

    async def _get(self):
        return User()

    async def pages(self, last):
        yield last


class Handler:
    def __init__(self, users: Users):
        self.users = users

    async def prepare(self):
        user = self.users.get()
        if isinstance(user, Awaitable):
            user = await user
        self.user = user
        print(self.user.name)

    async def confuse(self):
        user = self.users.get()
        if isinstance(user, Sized):
            user = await user
        return user.name  # bug: a coroutine has no length

    async def read(self, users, last):
        if not isinstance(users, Users):
            users = users.inner
        pages = users.pages(last)
        pages.aclose()  # bug
        await pages.aclose()


async def wait(lock, name):
    if name:
        lock = asyncio.Event()
    else:
        lock = asyncio.Barrier(2)
    lock.wait()  # bug: both are coroutines
