def install(namespace):
    def __getattr__(name):
        raise AttributeError(name)

    namespace["__getattr__"] = __getattr__


def value():
    print("value")


install(globals())
