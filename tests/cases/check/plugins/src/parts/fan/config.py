"""Plug-ins have modules of one name with functions and classes of one name: no duplicates."""
from core import Settings


def create_settings():
    return Settings("fan")


class FanProvider:
    def open(self): print(1)
    def close(self): print(2)
    def read(self): print(3)
    def write(self): print(4)
