from app.managers import WebSocketManager


def get_manager():
    return WebSocketManager()


def get_websocket_manager():
    return WebSocketManager()
