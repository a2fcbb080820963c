import asyncio


class Socket:
    async def send(self):
        print("send")


class Connection:
    async def __aenter__(self):
        return Socket()

    async def __aexit__(self, *failure):
        print("closed")


async def main():
    async with Connection() as socket:
        await socket.send()


asyncio.run(main())
