class Manager:
    def __init__(self):
        self.peers = []

    def connect(self):
        print("connect")


_manager = None


def get_manager():
    global _manager
    if _manager is None:
        _manager = Manager()
    return _manager
