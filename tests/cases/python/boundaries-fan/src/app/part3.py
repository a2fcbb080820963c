from app.tasks import slow, start


async def watch_3_0():
    await slow(read_3_0)


def read_3_0():
    return open("3-0").read()


async def watch_3_1():
    await slow(read_3_1)


def read_3_1():
    return open("3-1").read()


async def watch_3_2():
    await slow(read_3_2)


def read_3_2():
    return open("3-2").read()


async def watch_3_3():
    await slow(read_3_3)


def read_3_3():
    return open("3-3").read()


async def watch_3_4():
    await slow(read_3_4)


def read_3_4():
    return open("3-4").read()


def begin():
    start(watch_3_0())
    start(watch_3_1())
    start(watch_3_2())
    start(watch_3_3())
    start(watch_3_4())
