class Namespace(dict):
    pass


class Meta(type):
    @classmethod
    def __prepare__(mcs, name, bases, **options):
        return make(name)


class Plugin:
    @classmethod
    def __init_subclass__(cls, **options):
        register(cls)

    def run(self):
        print("run")


PLUGINS = []


def make(name):
    return Namespace()


def register(cls):
    PLUGINS.append(cls)


class Model(metaclass=Meta):
    name = "model"


class Sound(Plugin):
    def run(self):
        print("sound")


def run_all():
    for plugin in PLUGINS:
        plugin().run()
