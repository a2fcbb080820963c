def shared():
    print("of public")


def _hidden():
    print("not exported")
