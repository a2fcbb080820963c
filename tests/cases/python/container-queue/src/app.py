import asyncio
import queue


class Job:
    def run(self):
        print("run")


class Worker:
    def __init__(self):
        self.jobs = queue.Queue()
        self.later = asyncio.Queue()

    def add(self):
        self.jobs.put(Job())
        self.later.put_nowait(Job())

    def work(self):
        self.jobs.get().run()

    async def work_later(self):
        job = await self.later.get()
        job.run()
