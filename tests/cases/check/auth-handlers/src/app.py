"""What a framework calls on a handler before its connection runs on that class, and not for those beside it."""
import tornado.web
import tornado.websocket


class Pages(tornado.web.RequestHandler):
    def prepare(self):
        self.authenticate_user()

    def authenticate_user(self):
        return self.get_secure_cookie("user")


class Api(Pages):
    def prepare(self):
        self.authenticate_user()
        self.set_header("Content-Type", "application/json")


class Chat(tornado.websocket.WebSocketHandler, Pages):
    """Authenticated once, by Pages.prepare: silent."""

    def open(self):
        self.write_message("hello")

    def on_message(self, message):
        self.write_message(message)


class Twice(tornado.websocket.WebSocketHandler, Pages):
    """likely: twice"""

    def open(self):
        self.authenticate_user()
        self.write_message("hello")

    def on_message(self, message):
        self.write_message(message)
