from typing import overload

from outside import load


class Room:
    def close(self):
        print("room")


class Door:
    def close(self):
        print("door")


@overload
def find(key: int) -> Room: ...
@overload
def find(key: str) -> Door: ...
def find(key):
    return load(key)


def main(key):
    find(key).close()
