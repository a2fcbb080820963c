import asyncio
import json

import httpx
from fastapi import FastAPI, WebSocket
from redis.asyncio import Redis
from sqlalchemy import text
from sqlalchemy.ext.asyncio import AsyncSession, async_sessionmaker, create_async_engine

app = FastAPI()
engine = create_async_engine("postgresql+asyncpg://localhost/shop")
make_session = async_sessionmaker(engine)


# Mistakes.


@app.websocket("/ws")
async def chat(websocket: WebSocket):
    websocket.accept()
    asyncio.sleep(1)
    await websocket.send_text("hello")


async def count_orders():
    async with make_session() as session:
        result = await session.execute(text("select 1"))
        row = await result.fetchone()
        session.commit()
        return row


class Orders:
    def get(self, session: AsyncSession, number):
        return session.get(dict, number)

    async def close(self, session: AsyncSession, number):
        order = self.get(session, number)
        setattr(order, "closed", True)


async def cached(redis: Redis):
    if redis.exists("key"):
        return json.loads(redis.get("key").decode())
    return None


@app.get("/answer")
async def answer():
    return {"state": load_state(), "ready": True}


async def load_state():
    return 1


# Right.


async def all_at_once(redis: Redis):
    writer = (await asyncio.open_connection("localhost", 80))[1]
    pipeline = redis.pipeline()
    pipeline.set("a", 1)
    await pipeline.execute()
    writer.write(b"x")
    await asyncio.gather(writer.drain(), asyncio.sleep(1))
    async with httpx.AsyncClient() as client, engine.begin() as connection:
        later = client.get("http://localhost")
        result = await connection.execute(text("select 1"))
        print(result.fetchone(), await later)
    session = AsyncSession(engine)
    session.add(1)
    await session.close()
