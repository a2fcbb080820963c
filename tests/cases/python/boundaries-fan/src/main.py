import asyncio

from app import part0, part1, part2, part3


async def main():
    for part in part0, part1, part2, part3:
        part.begin()
    await asyncio.Event().wait()


if __name__ == "__main__":
    asyncio.run(main())
