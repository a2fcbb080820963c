from app.b import get_websocket_manager

if __name__ == "__main__":
    get_websocket_manager().send()
