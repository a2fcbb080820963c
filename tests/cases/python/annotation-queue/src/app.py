import asyncio
import queue


class Job:
    def run(self):
        print("run")


class Other:
    def run(self):
        print("other")


async def work(jobs: asyncio.Queue[Job]):
    job = await jobs.get()
    job.run()


def work_in_thread(jobs: "queue.Queue[Job | None]"):
    while (job := jobs.get()) is not None:
        job.run()


class Pool:
    def __init__(self):
        self.jobs: asyncio.Queue[Job] = asyncio.Queue()
        self.others: asyncio.Queue[Job | Other] = asyncio.Queue()

    def put(self):
        self.others.put_nowait(Other())

    async def loop(self):
        (await self.jobs.get()).run()

    async def loop_others(self):
        (await self.others.get()).run()


async def main():
    pool = Pool()
    pool.put()
    await asyncio.gather(pool.loop(), pool.loop_others())
