import codecs
import ssl
from datetime import datetime, timedelta
from decimal import Decimal
from http.cookies import SimpleCookie
from pathlib import Path
from uuid import UUID


def now() -> datetime:
    return datetime.now().replace(tzinfo=None)


def price(text) -> Decimal:
    return Decimal(text)


def home(name) -> Path:
    return Path(name)


def key(text) -> UUID:
    return UUID(text)


async def report():
    await now()  # a mistake, as are the three below
    await price("1")
    await home("logs")
    await key("0" * 32)


class Delay(timedelta):
    def __await__(self):
        return iter(())


def delay() -> timedelta:
    return Delay(seconds=1)


async def wait():
    await delay()  # right


def context(secure) -> ssl.SSLContext | None:
    return ssl.create_default_context() if secure else None


class Reader:
    def __init__(self, encoding):
        self.decoder: codecs.IncrementalDecoder = codecs.getincrementaldecoder(encoding)()
        self.cookies = SimpleCookie()


async def read(reader: Reader):
    await context(True)  # a mistake, as are the two below
    await reader.cookies.load("a=b")
    await reader.decoder.reset()
