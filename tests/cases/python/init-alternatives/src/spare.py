import websockets


class Spare:
    async def reach(self):
        raise NotImplementedError


class Cable(Spare):
    async def reach(self):
        return await websockets.connect("wss://cable")


class Radio(Spare):
    async def reach(self):
        return await websockets.connect("wss://radio")
