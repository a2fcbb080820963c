import asyncio
import functools
import inspect
from collections.abc import Awaitable, Callable
from typing import TypeGuard, TypeIs


class Room:
    def open(self):
        pass

    def lock(self):
        pass


class Hall:
    def open(self):
        pass

    def __call__(self):
        pass


class Den(Room):
    def open(self):
        pass


class Promise:
    def __await__(self):
        yield


async def fetch():
    pass


def build():
    pass


def is_async(function):
    while isinstance(function, functools.partial):
        function = function.func
    return inspect.iscoroutinefunction(function) or (
        callable(function) and inspect.iscoroutinefunction(function.__call__)
    )


def is_room(place):
    return isinstance(place, Room)


def is_no_room(place):
    return not is_room(place)


def declared_room(place) -> TypeIs[Room]:
    return checked(place)


def guarded_room(place) -> TypeGuard[Room]:
    return checked(place)


def checked(place):
    print(place)
    return bool(place)


async def coroutine_functions(flag):
    function = fetch if flag else build
    if inspect.iscoroutinefunction(function):
        await function()
    else:
        function()


async def early(flag):
    function = fetch if flag else build
    if not asyncio.iscoroutinefunction(function):
        return function()
    return await function()


async def by_own_function(flag):
    function = fetch if flag else build
    if is_async(function):
        await function()
    else:
        function()


def callables(flag):
    thing = Room() if flag else Hall()
    if callable(thing):
        thing()
        thing.open()
    else:
        thing.open()


def callables_by_type(flag):
    thing = Room() if flag else Hall()
    if isinstance(thing, Callable):
        thing.open()
    else:
        thing.open()


async def awaitables(flag):
    thing = Promise() if flag else Room()
    if isinstance(thing, Awaitable):
        await thing
    else:
        thing.open()


def attributes(flag):
    thing = Room() if flag else Hall()
    if hasattr(thing, "lock"):
        thing.open()
    else:
        thing.open()


def classes(flag):
    kind = Room if flag else Hall
    if issubclass(kind, Room):
        kind().open()


def class_or_instance(flag):
    kind = Room if flag else Hall()
    if issubclass(kind, Room):
        kind.open(None)


def class_or_object(flag):
    thing = Room if flag else Hall()
    if inspect.isclass(thing):
        thing()
    else:
        thing.open()


def own(flag):
    place = Den() if flag else Hall()
    if is_room(place):
        place.open()


def own_inverse(flag):
    place = Den() if flag else Hall()
    if is_no_room(place):
        place.open()


def by_declaration(flag):
    place = Den() if flag else Hall()
    if declared_room(place):
        return
    place.open()


def by_guard(flag):
    place = Den() if flag else Hall()
    if guarded_room(place):
        place.open()


def not_by_guard(flag):
    place = Den() if flag else Hall()
    if not guarded_room(place):
        place.open()


def says_nothing(flag):
    place = Den() if flag else Hall()
    if checked(place):
        place.open()


async def main(flag):
    await coroutine_functions(flag)
    await early(flag)
    await by_own_function(flag)
    callables(flag)
    callables_by_type(flag)
    await awaitables(flag)
    attributes(flag)
    classes(flag)
    class_or_instance(flag)
    class_or_object(flag)
    own(flag)
    own_inverse(flag)
    by_declaration(flag)
    by_guard(flag)
    not_by_guard(flag)
    says_nothing(flag)


asyncio.run(main(True))
