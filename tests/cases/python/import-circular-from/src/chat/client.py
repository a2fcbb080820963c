from . import Server


class Client:
    def __init__(self, server: Server):
        self.server = server

    def connect(self):
        self.server.accept()
