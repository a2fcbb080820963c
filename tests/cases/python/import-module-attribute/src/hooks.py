def default():
    print("default")


on_start = default


def start():
    on_start()
