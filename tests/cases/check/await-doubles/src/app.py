"""What tests hand over, mocks and classes of their own, says nothing of what production runs."""
from typing import Optional

from sqlalchemy.ext.asyncio import AsyncSession, create_async_engine


class Manager:
    def send(self, text):
        print(text)


def get_manager():
    return Manager()


async def save(session: AsyncSession):
    session.commit()  # likely never-awaited


async def drop(session: AsyncSession):
    session.commit()  # likely never-awaited
    await session.add(1)  # likely await-sync


def together(session: AsyncSession):
    session.add(1), session.refresh(2)  # likely never-awaited, of refresh()


async def flush(session: AsyncSession):
    session.flush()  # likely never-awaited, though a test puts something in its place


async def connect(engine: Optional[any]):
    async with create_async_engine("").connect() as connection:
        result = await connection.execute("select 1")
        await result.fetchone()  # certain await-sync
    await engine.start()  # silent: the builtin any is no class


async def use(manager: Manager):
    await manager.send("a")  # likely await-sync


async def make():
    await get_manager()  # certain await-sync


async def run(callback):
    await callback()  # silent: nobody knows what production hands over
