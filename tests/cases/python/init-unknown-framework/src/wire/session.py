from starlette.websockets import WebSocket

from wire.tokens import verify_token


class Session:
    def __init__(self, socket: WebSocket) -> None:
        self.socket = socket

    async def run(self) -> None:
        verify_token(self.socket.query_params["token"])
        await self.socket.accept()
        while True:
            await self.socket.send_text(await self.socket.receive_text())
