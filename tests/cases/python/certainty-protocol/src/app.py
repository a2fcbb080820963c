"""https://peps.python.org/pep-3333/: the server calls the application, and passes start_response."""


class Sender:
    def __call__(self, status):
        pass


class App:
    def __call__(self, environ, start_response):
        start_response("200 OK")


class Typed:
    def __call__(self, send: Sender):
        send("200 OK")


class Plain:
    def run(self, start_response):
        start_response("200 OK")


def main():
    def start_response(status):
        pass

    App()({}, start_response)
    Typed()(Sender())
    Plain().run(start_response)
