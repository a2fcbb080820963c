from enum import Enum


class State(Enum):
    OPEN = "open"
    CLOSED = "closed"

    def describe(self):
        return self.name

    @classmethod
    def first(cls):
        return cls.OPEN


def by_name(name):
    State[name].describe()


def by_method():
    State.first().describe()
