from tornado.httpserver import HTTPServer
from tornado.web import Application
from tornado.websocket import WebSocketHandler


class Chat(WebSocketHandler):
    def on_message(self, message):
        self.write_message(message)


def serve():
    server = HTTPServer(Application([(r"/ws", Chat)]))
    server.listen(8000)
