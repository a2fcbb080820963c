import sys

if sys.platform == "win32":
    WINDOWS = True

for counter in range(3):
    pass


class Manager:
    pass


def start():
    global started
    started = True
