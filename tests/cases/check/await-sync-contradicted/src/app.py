from contextlib import contextmanager
from typing import Generator, Optional

from sqlalchemy.ext.asyncio import AsyncSession
from sqlalchemy.orm import Session, sessionmaker


class Database:
    def __init__(self):
        self.make = sessionmaker()

    @contextmanager
    def session(self) -> Generator[Session, None, None]:
        yield self.make()


class Agent:
    def __init__(self, db: AsyncSession):
        self._open(db)

    def _open(self, db: AsyncSession):
        self.db = db

    async def save(self):
        await self.db.commit()  # likely


async def save(db: Optional[AsyncSession]):
    await db.commit()  # likely


async def save_plain(db):
    await db.commit()  # certain: nothing speaks against it


async def save_declared(db: Session):
    await db.commit()  # certain: callers and the annotation say the same


class Cache:
    async def get(self, key):
        return key


class OldCache:
    def get(self, key):
        return key


async def read(cache: Cache):
    return await cache.get("a")  # nothing: the annotation is believed where an instance of another class seems to get there


async def run():
    with Database().session() as db:
        await Agent(db).save()
        await save(db)
        await save_plain(db)
        await save_declared(db)
    await read(OldCache())
