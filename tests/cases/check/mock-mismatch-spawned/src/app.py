import asyncio
import contextvars
import datetime
import warnings
from typing import TypeGuard

current = contextvars.ContextVar("current")


async def poll():
    return 1


async def unused():
    return 1


def is_text(value) -> TypeGuard[str]:
    return bool(value)


def today(clock) -> datetime.date:
    return clock.today()


async def main():
    task = asyncio.create_task(poll())
    await warnings.warn("late")
    await current.set(task)
    await current.get()  # nobody knows
