from contextlib import asynccontextmanager


class Manager:
    async def connect(self):
        return 1
    def count(self):
        return 1

def get_manager():
    return Manager()

async def load():
    return await Manager().connect()

async def top():
    return await load()


@asynccontextmanager
async def session():
    yield Manager()


class Step:
    async def setup(self):
        return 1


class FirstStep(Step):
    async def setup(self):
        return 2


async def run(step: Step):
    await step.setup()
