from inspect import iscoroutinefunction

from asgiref.sync import async_to_sync


def ensure_sync(func):
    if iscoroutinefunction(func):
        return async_to_sync(func)
    return func


async def view():
    pass


def known():
    async_to_sync(view)()


def either():
    ensure_sync(view)()


def unknown(handler):
    ensure_sync(handler)()
