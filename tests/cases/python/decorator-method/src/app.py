def locked(method):
    def wrapper(self, *args):
        self.acquire()
        return method(self, *args)

    return wrapper


class Store:
    def acquire(self):
        print("acquire")

    @locked
    def write(self, text):
        self.flush()

    def flush(self):
        print("flush")


def main():
    Store().write("a")


main()
