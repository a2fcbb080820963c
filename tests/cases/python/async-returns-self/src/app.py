class Connection:
    def named(self):
        return self

    async def opened(self):
        return self

    async def send(self):
        print("send")


async def main(connection: Connection):
    opened = await connection.named().opened()
    await opened.send()
