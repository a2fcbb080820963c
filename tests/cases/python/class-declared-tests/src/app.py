class Stream:
    def send(self):
        pass

    def run(self):
        self.flush()

    def flush(self):
        pass


class File(Stream):
    def send(self):
        pass


def write(stream: Stream):
    stream.send()


def close(stream: Stream):
    stream.flush()
