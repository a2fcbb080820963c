import sys

import trio


class Backend:
    def error(self) -> type[BaseException]:
        raise NotImplementedError


class Local(Backend):
    def error(self):
        return TimeoutError


class Nursery(Backend):
    def error(self):
        return trio.Cancelled


def current(name) -> type[Backend]:
    return getattr(sys.modules[name], "backend")


def error():
    return Local().error()


def converter(text):
    return float if "." in text else int


async def main(name, text):
    await current(name)
    await error()
    await converter(text)
    await Nursery().error()
