from contextlib import contextmanager


class Transaction:
    def commit(self):
        print("commit")


class Database:
    @contextmanager
    def transaction(self):
        self.begin()
        transaction = Transaction()
        try:
            yield transaction
        finally:
            self.end()

    def begin(self):
        print("begin")

    def end(self):
        print("end")


class Timer:
    def __enter__(self):
        return self

    def __exit__(self, *details):
        self.stop()

    def stop(self):
        print("stop")


def main():
    with (Timer() as timer, Database().transaction() as transaction):
        transaction.commit()
        timer.stop()
