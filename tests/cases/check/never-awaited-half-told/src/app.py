from functools import wraps
from typing import Any, Callable, Coroutine, TypeVar, Union
from typing_extensions import ParamSpec

P = ParamSpec("P")
R = TypeVar("R")


def dispatch(async_impl: Callable[P, Coroutine[Any, Any, R]]) -> Callable[[Callable[P, R]], Callable[P, Union[R, Coroutine[Any, Any, R]]]]:
    def decorator(sync_fn: Callable[P, R]) -> Callable[P, Union[R, Coroutine[Any, Any, R]]]:
        @wraps(sync_fn)
        def wrapper(*args: P.args, **kwargs: P.kwargs) -> Union[R, Coroutine[Any, Any, R]]:
            fn = sync_fn if kwargs.pop("sync", False) else async_impl
            return fn(*args, **kwargs)

        wrapper.aio = async_impl
        return wrapper

    return decorator


async def aget0(key) -> "list[int]":
    return [0]


@dispatch(aget0)
def get0(key) -> "list[int]":
    return client.get(key)


async def aget1(key) -> "list[int]":
    return [1]


@dispatch(aget1)
def get1(key) -> "list[int]":
    return client.get(key)


async def aget2(key) -> "list[int]":
    return [2]


@dispatch(aget2)
def get2(key) -> "list[int]":
    return client.get(key)


async def aget3(key) -> "list[int]":
    return [3]


@dispatch(aget3)
def get3(key) -> "list[int]":
    return client.get(key)


async def aget4(key) -> "list[int]":
    return [4]


@dispatch(aget4)
def get4(key) -> "list[int]":
    return client.get(key)


class Handler:
    def read(self) -> list[int]:
        found = get0(key=1)
        if found:
            self.keys.add(*[i.key for i in found])
        return found

    def next(self):
        found = self.read()
        if found:
            return self.make(found[0])
