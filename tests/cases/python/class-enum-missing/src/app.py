from enum import Enum


class Opcode(Enum):
    TEXT = 1
    BINARY = 2

    def __init__(self, number):
        self.number = number

    @classmethod
    def _missing_(cls, value):
        return cls.fallback()

    @classmethod
    def fallback(cls):
        return cls.BINARY

    def describe(self):
        return self.name


def parse(value):
    return Opcode(value).describe()
