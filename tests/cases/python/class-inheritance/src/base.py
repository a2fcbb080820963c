class Root:
    def log(self):
        print("log")


class Handler(Root):
    def __init__(self):
        print("init")

    def open(self):
        print("open")

    def close(self):
        print("close")
