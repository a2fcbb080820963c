import importlib

NAMES = ["alpha", "beta"]
PATHS = {"main": "plugins.gamma"}


def formatted():
    for name in NAMES:
        importlib.import_module(f"plugins.{name}").setup()


def added():
    for name in ("alpha", "gamma"):
        importlib.import_module("plugins." + name).setup()


def suffixed(kind):
    for package in ["plugins"]:
        importlib.import_module(f"{package}.beta").setup()


def relative():
    for name in NAMES:
        importlib.import_module("." + name, package="plugins").setup()


def filled():
    for name in ["beta"]:
        importlib.import_module("plugins.%s" % name.lower()).setup()


def looked_up(key):
    importlib.import_module(PATHS[key]).setup()


def gone_through():
    for _, path in PATHS.items():
        importlib.import_module(path).setup()


def unknown(name):
    importlib.import_module(f"plugins.{name}").setup()
