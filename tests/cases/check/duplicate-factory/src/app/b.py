from app import a
from app.managers import WebSocketManager


def get_manager():
    return a.get_manager()


def get_websocket_manager():
    return WebSocketManager()
