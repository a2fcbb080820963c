"""Clients that come in a synchronous and an asynchronous make."""
import httpx
import redis
import redis.asyncio as aioredis
import elasticsearch
from elasticsearch import AsyncElasticsearch, Elasticsearch
from redis import Redis
from redis.asyncio import Redis as AsyncRedis
from sqlalchemy import create_engine, select
from sqlalchemy.ext.asyncio import AsyncSession, async_sessionmaker, create_async_engine
from sqlalchemy.orm import Session, sessionmaker
import motor.motor_asyncio
import pymongo
import aiohttp
import requests
import openai


class Cache:
    def __init__(self, url, asynchronous):
        self.sync = Redis.from_url(url)
        self.client = AsyncRedis.from_url(url) if asynchronous else None

    async def get(self, key):
        return await self.client.get(key)

    def get_sync(self, key):
        return self.sync.get(key)

    async def pipeline(self):
        async with self.client.pipeline() as pipe:
            pipe.set("a", 1)
            pipe.incr("a")
            return await pipe.execute()

    def pipeline_sync(self):
        with self.sync.pipeline() as pipe:
            pipe.set("a", 1).incr("a")
            return pipe.execute()

    async def listen(self):
        pubsub = self.client.pubsub()
        await pubsub.subscribe("a")
        async for message in pubsub.listen():
            print(message)
        await pubsub.aclose()


engine = create_async_engine("sqlite+aiosqlite://")
sessions = async_sessionmaker(engine, expire_on_commit=False)
old_sessions = sessionmaker(engine, class_=AsyncSession)
sync_engine = create_engine("sqlite://")
sync_sessions = sessionmaker(sync_engine)


async def query(session: AsyncSession):
    result = await session.execute(select(1))
    rows = result.scalars().all()
    session.add(object())
    session.add_all([])
    await session.flush()
    await session.commit()
    await session.run_sync(lambda inner: inner.commit())
    session.expunge_all()
    async for row in await session.stream(select(1)):
        print(row)
    return rows


def query_sync(session: Session):
    session.execute(select(1)).scalars().all()
    session.commit()


async def both():
    async with sessions() as session:
        await query(session)
    async with sessions.begin() as session:
        await query(session)
    async with old_sessions() as session:
        await session.commit()
    with sync_sessions() as session:
        query_sync(session)
        session.commit()
    async with engine.begin() as connection:
        await connection.run_sync(print)
    async with engine.connect() as connection:
        await connection.execute(select(1))
    await engine.dispose()
    sync_engine.dispose()


async def web(url):
    async with httpx.AsyncClient() as client:
        response = await client.get(url)
        response.json()
        response.raise_for_status()
        async with client.stream("GET", url) as streamed:
            async for chunk in streamed.aiter_bytes():
                print(chunk)
            await streamed.aread()
    with httpx.Client() as client:
        client.get(url).json()
    async with aiohttp.ClientSession() as session:
        async with session.get(url) as response:
            await response.json()
            response.raise_for_status()
        response = await session.get(url)
        response.release()
        response.close()
    client = aiohttp.ClientSession()
    await client.close()


async def search():
    client = AsyncElasticsearch()
    await client.search(index="a")
    await client.close()
    other = Elasticsearch()
    other.search(index="a")
    other.close()


async def mongo():
    client = motor.motor_asyncio.AsyncIOMotorClient()
    found = await client.db.things.find_one({})
    cursor = client.db.things.find({})
    async for each in cursor:
        print(each)
    await cursor.to_list(length=3)
    client.close()
    pymongo.MongoClient().db.things.find_one({})
    return found


async def chat():
    client = openai.AsyncOpenAI()
    stream = await client.chat.completions.create(model="m", messages=[], stream=True)
    async for chunk in stream:
        print(chunk)
    openai.OpenAI().chat.completions.create(model="m", messages=[])


def make(asynchronous):
    return httpx.AsyncClient() if asynchronous else httpx.Client()


async def use_made():
    client = make(True)
    response = await client.get("a")
    return response.status_code


class Dual:
    """One class, both makes."""

    def __init__(self, client):
        self.client = client
        self._async = isinstance(client, AsyncRedis)

    async def get(self, key):
        if self._async:
            return await self.client.get(key)
        return self.client.get(key)


async def dual():
    await Dual(AsyncRedis()).get("a")
    await Dual(Redis()).get("a")
