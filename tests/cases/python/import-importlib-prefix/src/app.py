import importlib


def absolute(name):
    importlib.import_module("plugins.load_" + name).run()


def relative(name):
    importlib.import_module(f".load_{name}", "plugins").run()
