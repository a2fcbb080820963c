import asyncio


class Service:
    def start(self):
        self.task = asyncio.create_task(self.run())

    async def run(self):
        self.tick()

    def tick(self):
        print("tick")

    async def stop(self):
        self.task.cancel()
        await self.task


async def main():
    service = Service()
    service.start()
    await service.stop()


asyncio.run(main())
