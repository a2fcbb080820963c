import fast
from slow import queue


def parse(data):
    frame = fast.parser().feed(data)
    return frame.payload()


async def load():
    frame = await fast.fetch("a")
    return frame.payload()


def store(item):
    queue().put(item)
