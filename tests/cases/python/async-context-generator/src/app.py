import asyncio
from contextlib import asynccontextmanager


class Session:
    async def run(self):
        print("run")


@asynccontextmanager
async def session():
    yield Session()
    await done()


async def done():
    print("done")


async def main():
    async with session() as current:
        await current.run()


asyncio.run(main())
