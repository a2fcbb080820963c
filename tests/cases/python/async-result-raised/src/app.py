from tornado import gen


class Room:
    def enter(self):
        print("enter")


class Hall:
    def enter(self):
        print("hall")


@gen.coroutine
def find():
    yield gen.sleep(1)
    raise gen.Return(Room())


@gen.coroutine
def build():
    yield gen.sleep(1)
    return Hall()


@gen.coroutine
def use():
    room = yield find()
    room.enter()


async def use_hall():
    hall = await build()
    hall.enter()
