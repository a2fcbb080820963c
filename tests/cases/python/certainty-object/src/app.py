class Mixin:
    def __init__(self):
        self.ready = True


class Handler:
    def __init__(self, name):
        super().__init__()  # that of Mixin for a Chat, that of object for a Handler
        self.name = name


class Chat(Handler, Mixin):
    pass


class Base:
    def __init__(self):
        self.open = False


class Room(Base):
    def __init__(self):
        super().__init__()


def serve():
    Handler("plain")
    Chat("chat")
    Room()
