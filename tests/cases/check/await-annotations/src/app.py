import json
import threading


class Clock:
    @classmethod
    def current(cls) -> "Clock":
        return json.loads("clock")

    def time(self) -> float:
        return 1.0


class Session:
    async def send(self, text: str) -> None:
        print(text)


class Proxy:
    def __getattr__(self, name):
        return json.loads(name)


class Request:
    def __init__(self, session: Session):
        self.clock = Clock.current()
        self.session = session
        self.fields = {}

    def load(self, name, value):
        self.fields = value
        setattr(self, name, value)

    async def read(self) -> dict[str, str]:
        return self.fields


async def handle(request: Request):
    await request.clock.time()  # likely
    fields = await request.read()
    await fields.copy()  # likely
    request.session.send("hello")  # likely
    await request.session.send("hello")


async def main(names):
    for session in (Session(), Proxy()):
        request = Request(session)
        await handle(request)
        for name in names:
            request.load(name, session)


class Fields(dict):
    pass


async def count(fields: dict[str, str]):
    await fields.values()  # likely


async def count_all():
    for fields in ({}, Fields(), threading.Event()):
        await count(fields)
