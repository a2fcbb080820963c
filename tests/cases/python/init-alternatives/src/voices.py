import asyncio

import websockets


class Voice:
    async def open(self):
        raise NotImplementedError


class Bell(Voice):
    async def open(self):
        self.line = await websockets.connect("wss://bell")
        asyncio.create_task(self.listen())

    async def listen(self):
        async for word in self.line:
            print("bell", word)


class Chime(Voice):
    async def open(self):
        self.line = await websockets.connect("wss://chime")
        asyncio.create_task(self.listen())

    async def listen(self):
        async for word in self.line:
            print("chime", word)


class Drum(Voice):
    async def open(self):
        self.line = await websockets.connect("wss://drum")
        asyncio.create_task(self.listen())

    async def listen(self):
        async for word in self.line:
            print("drum", word)


class Flute(Voice):
    async def open(self):
        self.line = await websockets.connect("wss://flute")
        asyncio.create_task(self.listen())

    async def listen(self):
        async for word in self.line:
            print("flute", word)
