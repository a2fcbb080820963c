import asyncio


class Answer:
    def show(self):
        print("answer")


class Client:
    def __init__(self):
        self.waiting = {}

    async def ask(self, key):
        waiter = asyncio.get_running_loop().create_future()
        self.waiting[key] = waiter
        (await waiter).show()

    def receive(self, key):
        self.waiting.pop(key).set_result(Answer())


async def other():
    waiter = asyncio.Future()
    waiter.set_result(None)
    (await waiter).show()
