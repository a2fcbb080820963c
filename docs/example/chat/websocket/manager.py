"""Who is connected, and how a message reaches them."""

import asyncio
from collections import defaultdict

from fastapi import WebSocket


class TooManyConnections(Exception):
    """A user has opened more sockets than we allow."""


class ConnectionManager:
    def __init__(self, max_per_user: int = 5):
        self.max_per_user = max_per_user
        self.started = False
        self._connections: dict[str, set[WebSocket]] = defaultdict(set)
        self._lock: asyncio.Lock | None = None

    async def start(self) -> None:
        # The lock belongs to the running loop, so it can't be made in __init__.
        self._lock = asyncio.Lock()
        self.started = True

    async def stop(self) -> None:
        for websocket in self._sockets():
            await websocket.close(code=1001)
        self._connections.clear()
        self.started = False

    async def connect(self, user: str, websocket: WebSocket) -> None:
        async with self._lock:
            if len(self._connections[user]) >= self.max_per_user:
                raise TooManyConnections(user)
            await websocket.accept()
            self._connections[user].add(websocket)

    async def disconnect(self, user: str, websocket: WebSocket) -> None:
        async with self._lock:
            self._connections[user].discard(websocket)
            if not self._connections[user]:
                del self._connections[user]

    async def broadcast(self, message: dict) -> int:
        """Send to everybody; returns how many got it."""
        delivered = 0
        for websocket in self._sockets():
            try:
                await websocket.send_json(message)
                delivered += 1
            except Exception:
                pass
        return delivered

    def users(self):
        return sorted(self._connections)

    def _sockets(self):
        return [ws for sockets in self._connections.values() for ws in sockets]
