try:
    from fast import dumps
except ImportError:
    from slow import dumps

try:
    from orjson import loads
except ImportError:
    from slow import loads


def main():
    dumps()


def other():
    loads("1")


main()
