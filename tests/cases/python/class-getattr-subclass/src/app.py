class Stream:
    pass


class Wrapped(Stream):
    def __getattr__(self, name):
        return None

    def send(self):
        pass


class Proxy(Stream):
    def __getattr__(self, name):
        return self.forward

    def forward(self):
        pass


def use(stream: Stream):
    stream.send()
