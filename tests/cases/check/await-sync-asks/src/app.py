import inspect


class Client:
    def find_handler(self, event):
        return event, 1

    async def before(self, event, handler):
        name, number = await self.find_handler(event)
        if inspect.iscoroutinefunction(handler):
            return await handler(name, number)
        return handler(name, number)

    async def after(self, event):
        if not inspect.iscoroutinefunction(self.find_handler):
            return self.find_handler(event)
        return await self.find_handler(event)

    async def looped(self, events):
        works = True
        for event in events:
            if works:
                await self.find_handler(event)
            works = inspect.iscoroutinefunction(self.find_handler)

    async def tried(self, event):
        try:
            await self.find_handler(event)
        except TypeError:
            if inspect.iscoroutinefunction(self.find_handler):
                raise


async def main():
    client = Client()
    await client.before("a", print)
    await client.after("a")
    await client.looped(["a"])
    await client.tried("a")
