from app.tasks import slow, start


async def watch_0_0():
    await slow(read_0_0)


def read_0_0():
    return open("0-0").read()


async def watch_0_1():
    await slow(read_0_1)


def read_0_1():
    return open("0-1").read()


async def watch_0_2():
    await slow(read_0_2)


def read_0_2():
    return open("0-2").read()


async def watch_0_3():
    await slow(read_0_3)


def read_0_3():
    return open("0-3").read()


async def watch_0_4():
    await slow(read_0_4)


def read_0_4():
    return open("0-4").read()


def begin():
    start(watch_0_0())
    start(watch_0_1())
    start(watch_0_2())
    start(watch_0_3())
    start(watch_0_4())
