def connect():
    print("connect")


def _hidden():
    print("_hidden")
