def default():
    print("default")


def dispatch():
    dispatch.handler()


dispatch.handler = default
dispatch()
