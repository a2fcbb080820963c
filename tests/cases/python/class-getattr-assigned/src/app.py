from outside import wrap


class Socket:
    def __init__(self, inner):
        self.inner = wrap(inner)

    def __getattr__(self, name):
        return getattr(self.inner, name)

    def close(self):
        self.inner.close()


def main():
    Socket(None).close()
