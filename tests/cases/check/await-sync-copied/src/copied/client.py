class BaseNamespace:
    pass


class PlainNamespace(BaseNamespace):
    def trigger(self, event):
        print(event)


class Client:
    def __init__(self):
        self.namespaces = {}

    def register(self, namespace):
        if not isinstance(namespace, BaseNamespace):
            raise ValueError("no namespace")
        self.namespaces[namespace.name] = namespace

    async def handle(self, name, event):
        await self.namespaces[name].trigger(event)
