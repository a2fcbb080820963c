import right
from left import make


def main():
    make().run()
    right.make().run()
