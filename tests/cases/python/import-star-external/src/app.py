from common import *
from contextlib import *
from outside import *


class Room:
    def close(self):
        print("closed")


def find(room: Optional[Room]):
    room.close()


def use():
    with closing(Room()):
        stray()
