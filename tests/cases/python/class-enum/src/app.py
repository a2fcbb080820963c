from enum import Enum


class State(Enum):
    OPEN = 1
    CLOSED = 2

    def is_last(self):
        return self.name_of()

    def name_of(self):
        return self.name


def main():
    return State.OPEN.is_last()
