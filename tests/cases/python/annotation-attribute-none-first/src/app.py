from library import connect


class Lock:
    def acquire(self):
        print("acquire")


class FastLock(Lock):
    def acquire(self):
        print("fast")


class LazyLock(Lock):
    def __init__(self):
        self._inner: Lock | None = None

    @property
    def inner(self) -> Lock:
        if self._inner is None:
            self._inner = make_lock()
        return self._inner

    def acquire(self):
        self.inner.acquire()


class Holder:
    def __init__(self):
        self.lock: Lock | None = None

    def open(self):
        self.lock = connect()

    def use(self):
        self.lock.acquire()


def make_lock() -> Lock:
    return FastLock()


LazyLock().acquire()
Holder().open()
Holder().use()
