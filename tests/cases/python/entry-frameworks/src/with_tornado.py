from tornado import ioloop, web, websocket


class Chat(websocket.WebSocketHandler):
    def check_origin(self, origin):
        return True

    def open(self):
        pass

    def on_message(self, message):
        self.write_message(message)

    def on_close(self):
        pass


def tick():
    pass


def main():
    app = web.Application([(r"/chat", Chat)])
    app.listen(8888)
    ioloop.IOLoop.current().add_callback(tick)
    ioloop.IOLoop.current().start()
