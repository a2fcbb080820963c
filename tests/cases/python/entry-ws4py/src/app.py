from wsgiref.simple_server import make_server

from ws4py.client.threadedclient import WebSocketClient
from ws4py.server.wsgiutils import WebSocketWSGIApplication
from ws4py.websocket import WebSocket


class Chat(WebSocket):
    def opened(self):
        self.send("hello")

    def received_message(self, message):
        self.send(message.data)

    def closed(self, code, reason=None):
        pass


class Listener(WebSocketClient):
    def received_message(self, message):
        self.close()


def main():
    make_server("", 8000, app=WebSocketWSGIApplication(handler_cls=Chat)).serve_forever()


def listen(url):
    client = Listener(url)
    client.connect()
    client.run_forever()


if __name__ == "__main__":
    main()
