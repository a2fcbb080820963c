import asyncio
import inspect

from fastapi import FastAPI

app = FastAPI()


async def load():
    return [1]


def make_token(user):
    return {"user": user}


async def answer(user):
    return {"user": user}


class Room:
    def __init__(self):
        self.name = "room"
        self.task = None
        self.waiter = asyncio.get_running_loop().create_future()

    @property
    def title(self):
        return self.name.upper()

    @property
    def loaded(self):
        return load()

    async def show(self):
        await load  # certain: not called
        await self.title  # likely
        await self.name  # likely
        await self.loaded
        await self.waiter
        await self.task  # something else may be put there

    async def ask(self):
        if inspect.isawaitable(self.title):
            await self.title


@app.get("/good")
async def good(user: str):
    return await answer(user)


@app.get("/bad")
async def bad(user: str):
    return answer(user)  # likely: the framework gets a coroutine


async def forward(user):
    return answer(user)


async def main():
    await Room().show()
    await Room().ask()
    await (await forward("a"))
