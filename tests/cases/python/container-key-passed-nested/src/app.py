"""https://docs.python.org/3/reference/expressions.html#subscriptions"""


def connect_root():
    pass


def connect_chat():
    pass


def message_chat():
    pass


class Server:
    def __init__(self):
        self.handlers = {}

    def add(self, space, event, handler):
        if space not in self.handlers:
            self.handlers[space] = {}
        self.handlers[space][event] = handler

    def find(self, space, event):
        if space in self.handlers and event in self.handlers[space]:
            return self.handlers[space][event]
        return None


server = Server()
server.add("/", "connect", connect_root)
server.add("/chat", "connect", connect_chat)
server.add("/chat", "message", message_chat)


def root():
    server.find("/", "connect")()


def chat(event):
    server.find("/chat", event)()


def connect(space):
    server.find(space, "connect")()
