from acme import Stream


class Writer:
    async def flush(self):
        print("flushed")

    async def close(self):
        print("closed")


class PlainWriter:
    def close(self):
        print("closed")


class Server:
    def __init__(self, writer=None, other=None, log=None):
        self.writer = writer or Writer()
        self.other = other or Writer()
        self.log = log or Writer()

    async def run(self):
        self.writer.flush()  # likely: a Writer where nothing else is passed
        self.other.close()  # it may be a PlainWriter
        return self.writer.flush()

    def stop(self):
        self.writer.flush()  # it may be another writer: nothing could be awaited here
        self.log.flush()  # it may be a stream, of which nothing was heard, or else


async def serve(writer, other):
    server = Server(writer, other if other else PlainWriter(), Stream() if other else writer)
    await server.run()
    server.stop()
