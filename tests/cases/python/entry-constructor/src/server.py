import tornado.ioloop
import tornado.web
import tornado.websocket


class Greeter(tornado.websocket.WebSocketHandler):
    def open(self):
        self.write_message("hello")


class Loud(Greeter):
    def on_message(self, message):
        self.write_message(message.upper())


class Page(tornado.web.RequestHandler):
    def get(self):
        self.write("page")


class Server(tornado.web.Application):
    def __init__(self):
        super().__init__(handlers=[("/loud", Loud), ("/", Page)])


def main():
    Server().listen(8080)
    tornado.ioloop.IOLoop.current().start()


if __name__ == "__main__":
    main()
