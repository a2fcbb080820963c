"""A factory runs where a key is missing, not where the mapping is made. https://docs.python.org/3/library/collections.html"""
from collections import defaultdict


class Room:
    def open(self):
        pass


def make():
    return Room()


class Hub:
    def __init__(self):
        self.rooms = defaultdict(make)
        self.members = defaultdict(Room)
        self.names = defaultdict(list)

    def enter(self, name):
        self.rooms[name].open()
        self.members[name].open()
        self.names[name].append(name)

    def put(self, name):
        self.rooms[name] = Room()

    def look(self, name):
        self.rooms.get(name)


def main():
    hub = Hub()
    hub.enter("a")
    hub.put("b")
    hub.look("c")
    counts = defaultdict(lambda: 0)
    counts["a"] += 1
