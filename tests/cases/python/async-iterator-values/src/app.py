class Message:
    def read(self):
        print("read")

class Feed:
    def __aiter__(self):
        return self

    async def __anext__(self):
        return Message()


async def looped(feed: Feed):
    async for message in feed:
        message.read()
