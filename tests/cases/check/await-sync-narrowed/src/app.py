import base64
import functools
import json


async def pong(data: bytes | str = b""):
    if isinstance(data, str):
        data = await data.encode()  # certain
    return data


def checked(action=None):
    def wrapper(method):
        @functools.wraps(method)
        async def inner(self, *args):
            return await method(self, *args)

        return inner

    if callable(action):
        return wrapper(action)
    return wrapper


class Handler:
    @checked
    async def get(self):
        await self.answer()  # certain

    @checked("write")
    async def post(self):
        await self.answer()  # certain

    def answer(self):
        return {"ok": True}


async def main():
    await base64.b64encode(b"a").decode()  # certain
    await json.dumps({}).encode()  # certain
    await pong()
