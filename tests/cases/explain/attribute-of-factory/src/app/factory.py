from app.manager import Manager

_manager = None


def get_manager():
    global _manager
    if _manager is None:
        _manager = Manager()
    return _manager
