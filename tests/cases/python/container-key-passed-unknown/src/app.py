"""https://docs.python.org/3/reference/expressions.html#calls"""


def first():
    pass


def second():
    pass


def third():
    pass


class Plugin:
    def run(self):
        pass


class Registry:
    def __init__(self):
        self._items = {}
        self._plugins = {}

    def put(self, name, item):
        self._items[name] = item

    def get(self, name):
        return self._items[name]

    def install(self, name: str, plugin: Plugin):
        self._plugins[name] = plugin

    def plugin(self, name):
        return self._plugins[name]


registry = Registry()
for name, item in [("a", first), ("b", second)]:
    registry.put(name, item)
registry.put("c", third)


def run_c():
    registry.get("c")()


def run_d():
    registry.get("d")()


def run_plugin():
    registry.plugin("p").run()
