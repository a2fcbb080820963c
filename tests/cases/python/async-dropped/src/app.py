import asyncio


async def notify():
    print("never printed")


async def main():
    notify()


asyncio.run(main())
