class Writer:
    async def flush(self):
        print("flushed")

    async def close(self):
        print("closed")


class PlainWriter:
    def close(self):
        print("closed")


class Server:
    def __init__(self, writer=None, other=None):
        self.writer = writer or Writer()
        self.other = other or Writer()

    async def run(self):
        self.writer.flush()  # likely: a Writer where nothing else is passed
        self.other.close()  # it may be a PlainWriter
        return self.writer.flush()

    def stop(self):
        self.writer.flush()  # who calls it knows what it has passed


async def serve(writer, other):
    server = Server(writer, other if other else PlainWriter())
    await server.run()
    server.stop()
