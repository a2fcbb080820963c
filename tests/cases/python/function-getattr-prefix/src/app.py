class Base:
    def on_open(self):
        print("open")

    def opened(self):
        print("opened")


class Server(Base):
    def on_close(self):
        print("close")

    def dispatch(self, event):
        getattr(self, "on_" + event)()

    def formatted(self, event):
        getattr(self, "on_%s" % event)()


def unknown(event, server):
    getattr(server, event)()


class Interpolated(Base):
    def on_close(self):
        print("close")

    def dispatch(self, event):
        getattr(self, f"on_{event}")()

    def formatted(self, event):
        name = "on_{}".format(event)
        getattr(self, name, None)()


class Lowered(Base):
    def on_close(self):
        print("close")

    def dispatch(self, event):
        name = "on_{kind}".format(kind=type(event).__name__)
        getattr(self, name.lower(), self.on_close)()
