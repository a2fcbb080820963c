from contextlib import ExitStack


class Lock:
    def __enter__(self):
        return self

    def __exit__(self, *details):
        print(details)

    def check(self):
        print("check")


def main():
    with ExitStack() as stack:
        lock = stack.enter_context(Lock())
        lock.check()
