import aiohttp


class Gateway:
    def __init__(self, socket):
        self.socket = socket

    @classmethod
    async def open(cls, url):
        session = aiohttp.ClientSession()
        return cls(await session.ws_connect(url))

    async def poll(self):
        message = await self.socket.receive()
        return message.data
