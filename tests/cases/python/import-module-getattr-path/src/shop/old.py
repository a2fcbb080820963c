def known():
    print("known")


def __getattr__(name):
    raise AttributeError(name)
