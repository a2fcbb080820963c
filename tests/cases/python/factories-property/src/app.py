class WebSocketManager:
    pass


class Bridge:
    def __init__(self):
        self.kept = None

    @property
    def manager(self):
        if self.kept is None:
            self.kept = WebSocketManager()
        return self.kept

    @manager.setter
    def manager(self, value):
        self.kept = value


def create_websocket_manager():
    return WebSocketManager()


def assigns():
    bridge = Bridge()
    bridge.manager = create_websocket_manager()
    return bridge


def reads():
    return Bridge().manager
