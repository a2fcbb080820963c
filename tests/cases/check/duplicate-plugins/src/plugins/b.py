from main import WebSocketManager


def get_websocket_manager():
    return WebSocketManager("b")
