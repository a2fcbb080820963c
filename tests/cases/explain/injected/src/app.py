import asyncio

from fastapi import Depends, FastAPI

app = FastAPI()


class Manager:
    def send(self):
        return 1


def get_manager():
    return Manager()


@app.get("/")
def page(manager: Manager = Depends(get_manager)):
    manager.send()


def typed(manager: Manager):
    manager.send()


async def tick():
    return 1


async def start():
    job = tick()
    asyncio.create_task(job)
