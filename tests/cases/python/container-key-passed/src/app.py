"""https://docs.python.org/3/reference/expressions.html#subscriptions: what is read under a key was stored under it."""


def decode_json():
    pass


def decode_text():
    pass


def show_home():
    pass


def show_json():
    pass


def missing():
    pass


class Registry:
    def __init__(self):
        self._tables = {}

    def register(self, table, name, value):
        entries = self._tables.setdefault(table, {})
        entries[name] = value

    def get(self, table, name, default=None):
        return self._tables[table].get(name, default)

    def pick(self, table, name):
        if name in self._tables[table]:
            return self._tables[table][name]
        return missing


registry = Registry()
registry.register("codec", "json", decode_json)
registry.register("codec", "text", decode_text)
registry.register("route", "home", show_home)
registry.register(table="route", name="json", value=show_json)


def decode(name):
    registry.get("codec", name)()


def show():
    registry.get("route", "home")()


def show_or_decode():
    registry.get("route", "json", decode_text)()


def pick():
    registry.pick("codec", "json")()


def either(table):
    registry.get(table, "json")()


def whatever(table, name):
    registry.get(table, name)()
