import ctypes

import cffi

from chat import _hub
from chat.speedups import apply_mask

lib = ctypes.CDLL("./libcodec.so")
ffi = cffi.FFI()
other = ffi.dlopen("./libcodec.so")


def mask(data):
    try:
        return apply_mask(data, b"key")
    finally:
        from chat import speedups

        speedups.remove_mask(data)


def totals():
    hub = _hub.Hub()
    hub.send(1)
    return _hub.count() + _hub.twice(2)


def open_codec():
    lib.codec_open.restype = ctypes.c_int
    return lib.codec_open(1)


def open_other():
    lib.codec_close(1)
    return other.codec_open(1)
