def ring():
    print("ring")


class Frozen:
    def __init__(self, bell):
        object.__setattr__(self, "bell", bell)

    def __setattr__(self, name, value):
        raise AttributeError(name)

    def use(self):
        self.bell()


class Proxy:
    def __init__(self, target):
        super().__setattr__("_target", target)

    def __setattr__(self, name, value):
        setattr(self._target, name, value)

    def __getattr__(self, name):
        return getattr(self._target, name)


def frozen():
    Frozen(ring).use()


def proxied():
    Proxy(Frozen(ring)).use()


frozen()
proxied()
