from starlette.websockets import WebSocket

from wire.session import Session


class Plugin:
    """Loaded by some host by its name."""

    async def on_connection(self, socket: WebSocket) -> None:
        await Session(socket).run()

    def name(self) -> str:
        return "wire"
