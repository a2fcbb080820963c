import importlib
from importlib import import_module


def literal():
    importlib.import_module("plugins.audio").start()


def imported():
    import_module("plugins.video").start()


def by_builtin():
    codec = __import__("codec")
    codec.encode()


def put_together(name):
    importlib.import_module(f"plugins.{name}").start()
