from backends import disk, memory

BACKENDS = {"disk": disk, "memory": memory}


class Cache:
    def __init__(self, backend):
        self.backend = backend

    def flush(self):
        self.backend.flush()


def choose(kind):
    BACKENDS[kind].put()


def main():
    Cache(disk).flush()


main()
