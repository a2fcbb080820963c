from collections.abc import AsyncGenerator, Iterator, Mapping
from os import PathLike
from werkzeug.datastructures import Headers
from starlette.responses import JSONResponse, Response


class Own:
    def update(self):
        pass


class Answer(Response):
    def update(self):
        pass


class Indirect(JSONResponse):
    def update(self):
        pass


def of_outside(headers: dict | Headers):
    if isinstance(headers, Headers):
        headers.update()
    else:
        headers.clear()


def abstract(headers: dict):
    if isinstance(headers, Mapping):
        headers.update()
    else:
        headers.clear()


def unrelated(thing: Own | Headers):
    if isinstance(thing, Headers):
        thing.update()
    else:
        thing.clear()


def derived(thing: Answer | Own):
    if isinstance(thing, Response):
        thing.update()
    else:
        thing.update()


def maybe_derived(thing: Indirect):
    if isinstance(thing, Response):
        thing.update()
    else:
        thing.update()


async def given(gen: AsyncGenerator[int], rows: Iterator[int]):
    await gen.__anext__()
    await gen.aclose()
    rows.__next__()


def text(name: str | Own):
    if isinstance(name, str):
        name.update()


def anything(thing: Own):
    if isinstance(thing, object):
        thing.update()


def path(name: PathLike | bytes):
    if isinstance(name, bytes):
        name.decode()
