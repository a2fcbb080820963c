from app.tasks import slow, start


async def watch_1_0():
    await slow(read_1_0)


def read_1_0():
    return open("1-0").read()


async def watch_1_1():
    await slow(read_1_1)


def read_1_1():
    return open("1-1").read()


async def watch_1_2():
    await slow(read_1_2)


def read_1_2():
    return open("1-2").read()


async def watch_1_3():
    await slow(read_1_3)


def read_1_3():
    return open("1-3").read()


async def watch_1_4():
    await slow(read_1_4)


def read_1_4():
    return open("1-4").read()


def begin():
    start(watch_1_0())
    start(watch_1_1())
    start(watch_1_2())
    start(watch_1_3())
    start(watch_1_4())
