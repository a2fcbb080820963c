"""First generation of the manager: one socket per user.

Replaced by ConnectionManager. The mentions service still uses it.
"""

from fastapi import WebSocket


class WebSocketManager:
    _instance = None

    def __init__(self):
        self.active = {}

    @classmethod
    def instance(cls):
        if cls._instance is None:
            cls._instance = cls()
        return cls._instance

    async def connect(self, user, websocket: WebSocket):
        await websocket.accept()
        self.active[user] = websocket

    def disconnect(self, user):
        self.active.pop(user, None)

    async def send_to_user(self, user, message) -> bool:
        websocket = self.active.get(user)
        if websocket is None:
            return False
        await websocket.send_json(message)
        return True
