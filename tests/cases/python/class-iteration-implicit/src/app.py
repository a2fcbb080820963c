class Row:
    def __iter__(self):
        yield 1
        yield 2


def unpacked(row: Row):
    first, second = row


def listed(row: Row):
    return list(row)


def summed(row: Row):
    return sum(row)


def delegated(row: Row):
    yield from row
