import hmac

from aiohttp import WSMsgType, web


class SocketView:
    url = "/socket"

    async def get(self, request: web.Request) -> web.WebSocketResponse:
        return await Handler(request).run()


class Handler:
    def __init__(self, request: web.Request) -> None:
        self.request = request
        self.socket = web.WebSocketResponse()

    async def run(self) -> web.WebSocketResponse:
        await self.socket.prepare(self.request)
        await self.authenticate()
        await self.serve()
        return self.socket

    async def authenticate(self) -> None:
        message = await self.socket.receive_json()
        if not hmac.compare_digest(message["token"], "secret"):
            await self.socket.close()

    async def serve(self) -> None:
        async for message in self.socket:
            if message.type == WSMsgType.TEXT:
                await self.socket.send_str(message.data)
