from .manager import Manager, get_manager

__all__ = ["Manager", "get_manager"]
