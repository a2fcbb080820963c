import argparse
import random


class Room:
    def open(self):
        print("open")


class Door:
    def open(self):
        print("door")


def choose():
    random.choice([Room(), Room()]).open()


def sample():
    random.sample([Door()], 1)[0].open()


def read_size(text):
    return int(text)


def parse():
    parser = argparse.ArgumentParser()
    parser.add_argument("--size", type=read_size)
    return parser.parse_args()
