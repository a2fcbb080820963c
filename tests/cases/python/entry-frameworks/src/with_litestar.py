from litestar import Litestar, WebSocket, websocket, websocket_listener
from litestar.di import Provide
from litestar.handlers import WebsocketListener


async def provide_store():
    pass


@websocket("/raw")
async def raw(socket: WebSocket) -> None:
    await socket.accept()
    await socket.send_json(await socket.receive_json())


@websocket_listener("/function")
async def function(data: str) -> str:
    return data


class Listener(WebsocketListener):
    path = "/class"

    async def on_accept(self, socket: WebSocket) -> None:
        pass

    async def on_receive(self, data: str) -> str:
        return data


async def start():
    pass


app = Litestar([raw, function, Listener], on_startup=[start], dependencies={"store": Provide(provide_store)})
