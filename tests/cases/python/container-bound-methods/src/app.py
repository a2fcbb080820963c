class Chat:
    def __init__(self):
        self.handlers = {"join": self.join, "leave": self.leave}

    def join(self):
        self.log()

    def leave(self):
        self.log()

    def log(self):
        print("log")

    def dispatch(self, kind):
        handler = self.handlers.get(kind)
        if handler is None:
            return
        handler()


def main(kind):
    Chat().dispatch(kind)
