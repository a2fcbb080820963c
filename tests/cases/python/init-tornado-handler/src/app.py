import asyncio

import tornado.web
import tornado.websocket


class Echo(tornado.websocket.WebSocketHandler):
    def check_origin(self, origin):
        return origin.endswith(".example.org")

    def get_compression_options(self):
        return {}

    def open(self):
        self.write_message("hello")

    def on_message(self, message):
        self.write_message(message)

    def on_close(self):
        print(self.close_code)


async def main():
    tornado.web.Application([("/echo", Echo)]).listen(8888)
    await asyncio.Event().wait()


if __name__ == "__main__":
    asyncio.run(main())
