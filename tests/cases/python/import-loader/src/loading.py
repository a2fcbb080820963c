import sys
from importlib import import_module


def load(path):
    """Loads what "package.module:attribute" names."""
    if not isinstance(path, str):
        return path
    module_name, _, attributes = path.partition(":")
    found = import_module(module_name)
    for attribute in attributes.split("."):
        found = getattr(found, attribute)
    return found


def load_dotted(path, silent=False):
    path = path.replace(":", ".")
    try:
        __import__(path)
    except ImportError:
        module_name, name = path.rsplit(".", 1)
        return getattr(__import__(module_name, globals(), locals(), [name]), name)
    return sys.modules[path]


def load_class(module, name="Server"):
    return getattr(import_module(f"servers.{module}"), name)


def load_either(name, separator=".", importer=None):
    importer = import_module if importer is None else importer
    separator = ":" if ":" in name else separator
    module_name, _, attribute = name.rpartition(separator)
    return getattr(importer(module_name), attribute)
