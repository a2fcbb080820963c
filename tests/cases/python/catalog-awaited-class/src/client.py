import websockets
from redis.asyncio import Redis
from websockets.asyncio.client import connect


class Client:
    def __init__(self, url):
        self.url = url
        self.connection = None

    async def open(self):
        self.connection = await websockets.connect(self.url)

    async def run(self):
        async for message in self.connection:
            await self.connection.send(message)


async def enter(url):
    async with connect(url) as connection:
        return await connection.recv()


async def keep(url):
    connecting = connect(url)
    connecting.recv()  # of what is still to be awaited nothing is known
    connection = await connecting
    await connection.close()


async def ask():
    redis = await Redis()
    return await redis.get("key")
