import asyncio
from functools import partial


def one():
    print("one")


def two():
    print("two")


def three():
    print("three")


def four():
    print("four")


def call(step):
    step()


def compute(step):
    step()


def watch(*, step):
    step()


def read(step):
    step()


async def main():
    loop = asyncio.get_running_loop()
    loop.call_soon(call, one)
    await asyncio.to_thread(compute, two)
    await loop.run_in_executor(None, read, three)
    await loop.run_in_executor(None, partial(watch, step=four))


asyncio.run(main())
