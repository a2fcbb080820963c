import importlib
import sys


class WebSocketManager:
    def __init__(self, name):
        self.name = name


class SessionManager(WebSocketManager):
    def __init__(self, name):
        self.name = name


def main():
    print(importlib.import_module(sys.argv[1]).get_websocket_manager())


if __name__ == "__main__":
    main()
