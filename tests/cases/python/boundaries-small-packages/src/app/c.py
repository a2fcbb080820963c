import asyncio


def work_c() -> None:
    pass


async def run_c() -> None:
    await asyncio.to_thread(work_c)
