from fastapi import WebSocket


class WebSocketManager:
    async def send(self, socket: WebSocket, text):
        await socket.send_text(text)


def make_manager():
    return WebSocketManager()
