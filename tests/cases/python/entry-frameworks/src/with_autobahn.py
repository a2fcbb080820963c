import asyncio

from autobahn.asyncio.websocket import WebSocketServerFactory, WebSocketServerProtocol


class Chat(WebSocketServerProtocol):
    def onConnect(self, request):
        pass

    def onOpen(self):
        pass

    async def onMessage(self, payload, isBinary):
        self.sendMessage(payload, isBinary)

    def onClose(self, wasClean, code, reason):
        pass


def main():
    factory = WebSocketServerFactory("ws://localhost:9000")
    factory.protocol = Chat
    loop = asyncio.new_event_loop()
    loop.run_until_complete(loop.create_server(factory, "", 9000))
