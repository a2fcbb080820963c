import hooks


def custom():
    print("custom")


hooks.on_start = custom
hooks.start()
