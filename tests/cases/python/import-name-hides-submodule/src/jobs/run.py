def run():
    print("run")


def prepare():
    print("prepare")
