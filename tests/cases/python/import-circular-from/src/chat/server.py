class Server:
    def start(self):
        from .client import Client

        Client(self).connect()

    def accept(self):
        print("accept")
