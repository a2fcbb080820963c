import collections
import itertools
import math


class Room:
    def open(self):
        print("open")

    def __floor__(self):
        return self


def pairs():
    for first, second in itertools.permutations([Room(), Room()], 2):
        second.open()


def neighbours():
    for first, second in itertools.pairwise([Room(), Room()]):
        first.open()


def copied():
    first, second = itertools.tee([Room()])
    for room in second:
        room.open()


def counted():
    counter = collections.Counter([Room()])
    for room in counter:
        room.open()
    counter.most_common(1)[0][0].open()


def rounded():
    math.floor(Room()).open()


def common():
    for room in {Room()} & {Room()}:
        room.open()
