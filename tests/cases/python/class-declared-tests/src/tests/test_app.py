import app


class Dummy(app.Stream):
    def send(self):
        pass

    def flush(self):
        pass


class Handed(app.Stream):
    def send(self):
        pass


def register(outside):
    outside.add(Handed)


class Made(app.Stream):
    def flush(self):
        pass


def make():
    return Made()


def helper(stream: app.Stream):
    stream.send()


def test_close():
    class Broken(app.Stream):
        def send(self):
            pass

        def flush(self):
            pass

    def inner(stream: app.Stream):
        stream.send()

    app.close(Broken())
