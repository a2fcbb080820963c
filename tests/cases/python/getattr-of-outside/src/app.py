import sys
import typing as t


class Console:
    def __init__(self, text):
        self._text = text

    def __getattr__(self, name):
        return getattr(self._text, name)


class Fixup:
    def __init__(self, stream):
        self._stream = stream

    def read1(self, size):
        f = getattr(self._stream, "read1", None)
        return f(size)


def wrap(stream: t.BinaryIO):
    return Fixup(stream)


def encoding(stream: t.IO[t.Any]):
    return getattr(stream, "encoding", None)


def plain(stream):
    return stream.encoding


def main(flag):
    stream = t.cast(t.TextIO, Console(sys.stdin)) if flag else sys.stdin
    encoding(stream)
    plain(stream)
    wrap(stream).read1(1)
    encoding(sys.stdout)
