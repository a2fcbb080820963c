class Session:
    async def send(self):
        print("send")


class Connection:
    def __init__(self):
        self.session = Session()

    async def __aenter__(self):
        return self.session

    async def __aexit__(self, *details):
        print(details)


async def main():
    async with Connection() as session:
        await session.send()
