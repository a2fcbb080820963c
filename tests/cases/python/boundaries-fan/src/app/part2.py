from app.tasks import slow, start


async def watch_2_0():
    await slow(read_2_0)


def read_2_0():
    return open("2-0").read()


async def watch_2_1():
    await slow(read_2_1)


def read_2_1():
    return open("2-1").read()


async def watch_2_2():
    await slow(read_2_2)


def read_2_2():
    return open("2-2").read()


async def watch_2_3():
    await slow(read_2_3)


def read_2_3():
    return open("2-3").read()


async def watch_2_4():
    await slow(read_2_4)


def read_2_4():
    return open("2-4").read()


def begin():
    start(watch_2_0())
    start(watch_2_1())
    start(watch_2_2())
    start(watch_2_3())
    start(watch_2_4())
