"""What Python itself brings: transports, sockets, steps of asynchronous generators, wait_for()."""
import asyncio
import socket
from typing import AsyncGenerator


async def numbers():
    yield 1


class Flow:
    async def run(self) -> AsyncGenerator[int, None]:
        yield 1


class Protocol(asyncio.Protocol):
    def __init__(self):
        self.transport: asyncio.Transport = None

    async def receive(self):
        await self.transport.resume_reading()  # likely
        await self.transport.write(b"")  # likely
        self.transport.close()


async def main(flow: Flow, shared: socket.SocketType):
    steps = numbers()
    await steps.asend(None)
    steps.asend(None)  # certain
    await steps.aclose()
    numbers().aclose()  # certain
    flow.run().aclose()  # likely
    await shared.close()  # likely
    asyncio.wait_for(steps.asend(None), 1)  # certain
    await asyncio.wait_for(steps.asend(None), 1)
