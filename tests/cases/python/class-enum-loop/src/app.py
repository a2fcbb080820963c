from enum import Enum


class State(Enum):
    OPEN = "open"
    CLOSED = "closed"

    def describe(self):
        return self.name


def main():
    for state in State:
        state.describe()


def listed():
    [state.describe() for state in list(State)]
