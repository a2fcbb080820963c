"""The one connection manager of this process."""

from chat.config import get_settings

from .manager import ConnectionManager

_manager: ConnectionManager | None = None


def get_websocket_manager() -> ConnectionManager:
    """Return the manager, made on first use."""
    global _manager
    if _manager is None:
        _manager = ConnectionManager(get_settings().max_connections_per_user)
    return _manager


async def get_websocket_manager_async() -> ConnectionManager:
    """Return the manager, started on the running loop."""
    manager = get_websocket_manager()
    if not manager.started:
        await manager.start()
    return manager
