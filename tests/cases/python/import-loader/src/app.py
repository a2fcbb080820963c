from loading import load, load_class, load_dotted, load_either

KINDS = {"plain": "servers.plain:Server", "secure": "servers.secure:Server"}


def literal():
    load("servers.plain:Server")().run()


def another():
    load("servers.plain:make")().run()


def by_table(kind):
    load(KINDS[kind])().run()


def maybe(kind):
    load(KINDS.get(kind, kind))().run()


def dotted():
    load_dotted("servers.secure.Server", silent=True)().run()


def dotted_module():
    load_dotted("servers.plain").make()


def of_class():
    load_class("secure")().run()


def unknown(path):
    load(path)().run()


def by_separator():
    load_either("servers.secure.Server")().run()


def by_alias(kind):
    name = kind
    if name in KINDS:
        name = KINDS[name]
    load_either(name)().run()
