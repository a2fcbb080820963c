"""See helper() and Room.open()."""

from typing import Callable

__all__ = ["helper", "Room", "main"]


def helper():
    print("helper")


class Room:
    """Room().open() opens it."""

    def open(self):
        print("open")


def main(callback: "Callable[[], Room]", text: str = "Room().open()") -> "Room":
    # helper()
    """Calls helper()."""
    return "helper()"
