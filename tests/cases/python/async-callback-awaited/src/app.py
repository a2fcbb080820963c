import asyncio


async def join():
    print("join")


async def leave():
    print("leave")


async def ping():
    print("ping")


HANDLERS = {"join": join, "leave": leave}


async def relay(callback):
    await callback()


async def dispatch(kind):
    await HANDLERS[kind]()


async def each():
    for handler in [join, leave]:
        await handler()


async def main():
    await relay(ping)


asyncio.run(main())
