from contextlib import AsyncContextDecorator, ContextDecorator, asynccontextmanager, contextmanager


class Timed(ContextDecorator):
    def __enter__(self):
        return self

    def __exit__(self, *error):
        return False


class Locked(AsyncContextDecorator):
    async def __aenter__(self):
        return self

    async def __aexit__(self, *error):
        return False


class Counted(ContextDecorator):
    def __enter__(self):
        return self

    def __exit__(self, *error):
        return False

    def __call__(self, function):
        return count


def count():
    print("counted")


@contextmanager
def span():
    yield


@asynccontextmanager
async def later_span():
    yield


@Timed()
def timed():
    print("timed")


@Locked()
async def locked():
    print("locked")


@span()
def spanned():
    print("spanned")


@later_span()
async def spanned_later():
    print("later")


@Counted()
def counted():
    print("never called")


def plain():
    print("plain")


def call_timed():
    timed()


async def call_locked():
    await locked()


def call_spanned():
    spanned()


async def call_spanned_later():
    await spanned_later()


def call_counted():
    counted()


def call_either(fast):
    run = plain if fast else timed
    run()
