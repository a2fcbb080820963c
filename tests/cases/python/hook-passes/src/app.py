from starlette.applications import Starlette
from starlette.endpoints import WebSocketEndpoint
from starlette.routing import WebSocketRoute


class Echo(WebSocketEndpoint):
    async def on_connect(self, websocket):
        await websocket.accept()

    async def on_receive(self, websocket, data):
        await websocket.send_json(data)
        data.check()

    async def on_disconnect(self, websocket, close_code):
        print(close_code)


app = Starlette(routes=[WebSocketRoute("/echo", Echo)])
