"""Old home of the connection managers.

Everything moved to chat.websocket; this module stays until the last import
of `chat.managers` is gone.
"""

from chat.websocket.factory import get_websocket_manager
from chat.websocket.legacy import WebSocketManager

__all__ = ["WebSocketManager", "get_websocket_manager"]
