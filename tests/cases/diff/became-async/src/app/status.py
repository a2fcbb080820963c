from app.manager import get_manager


def size():
    return len(get_manager().sockets)
