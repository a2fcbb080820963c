from halls import *
from rooms import *


def main():
    open_room()
    _close_room()
    open_hall()
    close_hall()
