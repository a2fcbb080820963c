from .core import get_manager
from .core.manager import Manager, Plain, helper


def connect():
    return get_manager(), Manager, Plain, helper
