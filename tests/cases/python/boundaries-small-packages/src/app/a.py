import asyncio


def work_a() -> None:
    pass


async def run_a() -> None:
    await asyncio.to_thread(work_a)
