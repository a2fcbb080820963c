def default():
    print("default")


def custom():
    print("custom")


handler = default
other = default


def install():
    global handler
    handler = custom


def pretend():
    other = custom


def fire():
    handler()


def fire_other():
    other()


install()
pretend()
fire()
fire_other()
