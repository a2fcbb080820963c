class Call:
    def __call__(self, *args) -> None:
        raise TypeError("there is no such method")


class Bus:
    def __init__(self):
        self.stop = Call()

    @property
    def call(self) -> Call:
        return Call()

    def __getattr__(self, name: str) -> Call:
        return getattr(self.call, name)


class Reader:
    def set_handler(self, handler):
        self.handler = handler

    def set_filter(self, filter):
        self.filter = filter

    async def read(self, data):
        await self.filter(data)  # likely
        return await self.handler(data)


class PlainReader:
    def set_handler(self, handler):
        self.handler = handler

    def read(self, data):
        return self.handler(data)


class Cache:
    def watch(self, reader):
        reader.set_handler(self.forget)

    def forget(self, data):
        print(data)


def keep(data):
    return [data]


async def main(bus: Bus):
    await bus.forward("a")
    await bus.call("a")  # bug
    reader = Reader()
    reader.set_filter(keep)
    await reader.read("a")
    for each in (reader, PlainReader()):
        Cache().watch(each)
