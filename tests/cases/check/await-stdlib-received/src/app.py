import asyncio
import collections
from typing import cast

from acme import Session


class Connection(asyncio.Protocol):
    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        transport = cast(asyncio.Transport, transport)
        self.transport = transport
        self.waiting: collections.deque[int] = collections.deque()

    async def stop(self):
        await self.transport.abort()  # bug
        await self.waiting.append(1)  # bug
        await self.waiting.popleft()  # a coroutine may have been put there, as far as we see
        await self.session.close()  # nobody keeps it: the base may


class Client(Session):
    async def stop(self):
        await self.transport.abort()  # the base may have it
        self.later.append(1)


async def stop(connection: Connection, client: Client):
    await connection.transport.abort()  # bug
    await client.transport.abort()
