"""Which functions of common clients are coroutine functions is known without an environment."""
import aio_pika
import aiofiles
import aiohttp
import aiosqlite
import asyncpg
import httpx
import redis.asyncio as redis
from fastapi import FastAPI, UploadFile
from motor.motor_asyncio import AsyncIOMotorClient
from sqlalchemy.ext.asyncio import AsyncSession, async_sessionmaker, create_async_engine
from sqlalchemy.orm import Session

engine = create_async_engine("sqlite+aiosqlite://")
make_session = async_sessionmaker(engine)
app = FastAPI()


async def session_wrong(row):
    async with make_session() as session:
        await session.add(row)  # await-sync
        session.commit()  # never-awaited
        result = session.execute("select 1")  # never-awaited: asked for .scalars
        rows = result.scalars()
        stream = await session.stream("select 1")
        stream.close()  # never-awaited
        return await (await session.execute("select 1")).scalars().all()  # await-sync


async def session_right(row):
    async with make_session() as session:
        session.add(row)
        await session.commit()
        stream = await session.stream("select 1")
        async for one in stream:
            print(one)
        await stream.close()
        async with session.begin():
            return (await session.execute("select 1")).scalars().all()


async def annotated(session: AsyncSession, plain: Session):
    await session.expunge_all()  # await-sync
    session.flush()  # never-awaited
    await plain.commit()  # await-sync
    await plain.query(session).filter_by(name="ada").first()  # await-sync
    return plain.query(session).offset(1).all()


async def cache():
    client = redis.from_url("redis://")
    client.set("key", 1)  # never-awaited
    if client.exists("key"):  # never-awaited
        print("there")
    pipe = client.pipeline()
    pipe.set("key", 2)
    await pipe.execute()
    events = client.pubsub()
    await events.listen()  # await-sync
    await events.subscribe("channel")
    async for message in events.listen():
        print(message)
    async with client.lock("name"):
        await client.set("key", 3)


async def http():
    async with httpx.AsyncClient() as client:
        response = client.get("http://localhost")  # never-awaited
        print(response.status_code)
        response = await client.get("http://localhost")
        print(await response.json())  # await-sync
    async with aiohttp.ClientSession() as session:
        async with session.get("http://localhost") as response:
            response.json()  # never-awaited
            print(await response.json())
            await response.release()


async def databases():
    pool = await asyncpg.create_pool("postgres://")
    async with pool.acquire() as connection:
        connection.execute("delete from t")  # never-awaited
        async with connection.transaction():
            await connection.execute("delete from t")
    async with aiosqlite.connect("file") as database:
        async with database.execute("select 1") as cursor:
            await cursor.fetchone()
        database.commit()  # never-awaited
    mongo = AsyncIOMotorClient()
    await mongo.close()  # await-sync
    await mongo.get_database("chat").get_collection("messages").insert_one({})


async def awaited_twice():
    pipe = await redis.from_url("redis://").pipeline()
    await pipe.execute()
    database = await aiosqlite.connect("file")
    await database.commit()
    connection = await aio_pika.connect("amqp://")
    channel = await connection.channel()
    await channel.set_qos(1)


async def files():
    async with aiofiles.open("name") as file:
        file.write("text")  # never-awaited
        await file.write("text")


@app.post("/upload")
async def upload(file: UploadFile):
    return len(file.read())  # never-awaited


def deadline(delay):
    import async_timeout

    if delay is None:
        return async_timeout.timeout(None)
    return async_timeout.timeout_at(delay)


async def timed_wrong():
    async with await deadline(3):  # await-sync
        pass


async def timed_right():
    async with deadline(3):
        pass
