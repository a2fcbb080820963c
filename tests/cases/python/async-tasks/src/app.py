import asyncio


async def heartbeat():
    print("heartbeat")


async def refresh():
    print("refresh")


async def join():
    print("join")


async def leave():
    print("leave")


async def slow():
    print("slow")


async def main():
    task = asyncio.create_task(heartbeat())
    await asyncio.gather(join(), leave())
    await asyncio.wait_for(slow(), timeout=1)
    async with asyncio.TaskGroup() as group:
        group.create_task(refresh())
    await task


asyncio.run(main())
