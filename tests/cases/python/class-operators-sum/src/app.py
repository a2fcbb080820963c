class Size:
    def __add__(self, other):
        return self

    def __radd__(self, other):
        return self


def one():
    return sum([Size()])


def two():
    return Size() + Size()
