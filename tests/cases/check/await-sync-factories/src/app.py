import json

from sqlalchemy import create_engine
from sqlalchemy.ext.asyncio import AsyncSession, create_async_engine
from sqlalchemy.orm import sessionmaker

make_async = sessionmaker(bind=create_async_engine("sqlite+aiosqlite://"), class_=AsyncSession)
make_plain = sessionmaker(create_engine("sqlite://"), autoflush=False)
make_any = sessionmaker(**json.load(open("options.json")))


class Own(AsyncSession):
    async def store(self, row):
        self.add(row)
        await self.commit()


make_own = sessionmaker(class_=Own)


async def wrong(row):
    async with make_async() as session:
        session.commit()  # never-awaited
    with make_plain() as session:
        await session.commit()  # await-sync
    session = make_own()
    session.store(row)  # never-awaited
    session.flush()  # never-awaited


async def right(row):
    async with make_async() as session:
        session.add(row)
        await session.commit()
    with make_plain() as session:
        session.commit()
    session = make_any()
    session.commit()
    await session.commit()
    session = make_own()
    await session.store(row)
    await session.flush()
