import importlib

MODULES = {"Room": ".room", "Hall": ".hall"}


def __getattr__(name):
    module = importlib.import_module(MODULES[name], __name__)
    return getattr(module, name)
