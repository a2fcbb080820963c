class Manager:
    async def connect(self, ws):
        self.last = ws
