from tornado import gen


class Room:
    def open(self):
        print("open")


class Hall:
    def close(self):
        print("closed")


@gen.coroutine
def find_room():
    yield gen.sleep(1)
    return Room()


async def find_hall():
    return Hall()


@gen.coroutine
def one():
    room = yield find_room()
    room.open()


@gen.coroutine
def both():
    room, hall = yield [find_room(), find_hall()]
    room.open()
    hall.close()


@gen.coroutine
def by_name():
    found = yield {"hall": find_hall()}
    found["hall"].close()


def plain():
    hall = yield find_hall()
    hall.close()
