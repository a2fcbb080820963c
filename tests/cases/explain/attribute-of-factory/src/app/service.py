from app.factory import get_manager


class Service:
    def __init__(self):
        self.manager = get_manager()

    async def serve(self, ws):
        await self.manager.connect(ws)
        await self.manager.connect(ws)
