import sys

if sys.platform == "linux":
    from epoll import *
else:
    from kqueue import *

from common import *


def main():
    wait()
    close()
