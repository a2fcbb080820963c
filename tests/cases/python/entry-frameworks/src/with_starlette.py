from starlette.applications import Starlette
from starlette.endpoints import WebSocketEndpoint
from starlette.routing import Mount, WebSocketRoute


async def plain(websocket):
    await websocket.accept()
    async for text in websocket.iter_text():
        await websocket.send_text(text)
    await websocket.close()


class Endpoint(WebSocketEndpoint):
    async def on_connect(self, websocket):
        await websocket.accept()

    async def on_receive(self, websocket, data):
        await websocket.send_json(data)


async def start():
    pass


app = Starlette(routes=[WebSocketRoute("/plain", plain), Mount("/in", routes=[WebSocketRoute("/x", Endpoint)])],
                on_startup=[start])
