import asyncio


class Manager:
    async def connect(self):
        self.count()

    def count(self):
        print("count")


async def make():
    return Manager()


async def main():
    manager = await make()
    await manager.connect()
    await (await make()).connect()


if __name__ == "__main__":
    asyncio.run(main())
