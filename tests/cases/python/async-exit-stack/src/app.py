from contextlib import AsyncExitStack


class Session:
    async def send(self):
        print("send")


class Connection:
    async def __aenter__(self):
        return Session()

    async def __aexit__(self, *details):
        print(details)


async def main():
    async with AsyncExitStack() as stack:
        session = await stack.enter_async_context(Connection())
        await session.send()
