import asyncio


def work_d() -> None:
    pass


async def run_d() -> None:
    await asyncio.to_thread(work_d)
