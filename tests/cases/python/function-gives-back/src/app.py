from functools import wraps
from inspect import isawaitable, iscoroutinefunction


class Room:
    def open(self):
        print("room")


class Door:
    def open(self):
        print("door")


class Gate:
    def open(self):
        print("gate")


async def find_gate():
    return Gate()


def as_list(thing):
    if isinstance(thing, list):
        return thing
    return [thing]


def again(thing):
    return as_list(thing)


def ensure_awaitable(thing):
    if isawaitable(thing):
        return thing

    async def wrapped():
        return thing

    return wrapped()


def logged(function):
    if iscoroutinefunction(function):

        @wraps(function)
        async def async_logged():
            return await function()

        return async_logged

    @wraps(function)
    def sync_logged():
        return function()

    return sync_logged


@logged
def save():
    print("save")


@logged
async def send():
    print("send")


def open_room():
    for thing in again(Room()):
        thing.open()


def open_doors():
    for thing in again([Door()]):
        thing.open()


async def wait_for_room():
    room = await ensure_awaitable(Room())
    room.open()


async def wait_for_gate():
    gate = await ensure_awaitable(find_gate())
    gate.open()


async def main():
    save()
    await send()


def anything(*things):
    again(*things)
