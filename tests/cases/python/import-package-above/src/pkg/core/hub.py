from . import sink
from .. import other
from ..util import helper


def publish():
    sink.write()
    helper()
    other.run()
