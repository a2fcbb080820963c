from contextlib import contextmanager


class Session:
    def run(self):
        print("run")


def begin():
    print("begin")


def commit():
    print("commit")


@contextmanager
def session():
    begin()
    yield Session()
    commit()


def main():
    with session() as current:
        current.run()


main()
