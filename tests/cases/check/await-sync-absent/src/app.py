class Retry:
    def count(self):
        return 3

    async def wait(self):
        pass


class Connection:
    retry = Retry()


async def connect(kind):
    await kind.retry.count()  # likely: `bytes` has no `retry`
    await kind.retry.wait()  # right


async def of_bytes(kind):
    await kind.retry.count()  # nothing is known


async def main():
    await connect(Connection)
    await connect(bytes)
    await of_bytes(bytes)
