from app import Store


class Service:
    def __init__(self, store: Store):
        self.store = store

    async def run(self):
        self.store.save()  # likely: a test assigns a mock
        await self.store.save()


async def main():
    await Service(Store()).run()
