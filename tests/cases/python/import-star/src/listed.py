from deeper import shown

__all__ = ["_hidden", "shown", "shared"]


def _hidden():
    print("hidden")


def shared():
    print("of listed")


def left_out():
    print("left out")
