import asyncio
import atexit


def goodbye():
    print("goodbye")


def soon():
    print("soon")


async def main():
    asyncio.get_running_loop().call_soon(soon)
    await asyncio.sleep(0)


atexit.register(goodbye)
asyncio.run(main())
