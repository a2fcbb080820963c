class Message:
    def read(self):
        print("read")


class Feed:
    def __aiter__(self):
        return self

    async def __anext__(self):
        return Message()


async def main(feed: Feed):
    message = await anext(feed)
    message.read()
