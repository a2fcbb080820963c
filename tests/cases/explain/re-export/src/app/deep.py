class Thing:
    def __init__(self):
        self.ready = True


def make():
    return Thing()
