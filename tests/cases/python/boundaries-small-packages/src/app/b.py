import asyncio


def work_b() -> None:
    pass


async def run_b() -> None:
    await asyncio.to_thread(work_b)
