def register(cls):
    print(cls)


class Meta(type):
    def __new__(mcs, name, bases, namespace):
        cls = super().__new__(mcs, name, bases, namespace)
        register(cls)
        return cls

    def __init__(cls, name, bases, namespace):
        super().__init__(name, bases, namespace)


class Plugin(metaclass=Meta):
    pass


def scope():
    class Audio(Plugin):
        pass


scope()
