import asyncio


class Messages:
    def __init__(self):
        self.left = 2

    async def __anext__(self):
        if not self.left:
            raise StopAsyncIteration
        self.left -= 1
        return self.left


class Channel:
    def __aiter__(self):
        return Messages()


def prepare():
    print("prepare")


async def numbers():
    prepare()
    yield 1


async def main():
    async for message in Channel():
        print(message)


async def generated():
    async for number in numbers():
        print(number)


asyncio.run(main())
asyncio.run(generated())
