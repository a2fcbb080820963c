def wait():
    pass


def close():
    pass
