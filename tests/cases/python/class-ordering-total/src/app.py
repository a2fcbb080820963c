from functools import total_ordering


@total_ordering
class Size:
    def __init__(self, value):
        self.value = value

    def __eq__(self, other):
        return self.value == other.value

    def __lt__(self, other):
        return self.value < other.value


class Half:
    def __lt__(self, other):
        return True


def at_least():
    return Size(1) >= Size(2)


def unordered():
    return Half() >= 3


at_least()
unordered()
