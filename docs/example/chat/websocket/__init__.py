from .factory import get_websocket_manager, get_websocket_manager_async
from .manager import ConnectionManager

__all__ = ["ConnectionManager", "get_websocket_manager", "get_websocket_manager_async"]
