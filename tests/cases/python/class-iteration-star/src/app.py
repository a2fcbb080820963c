class Row:
    def __iter__(self):
        yield 1
        yield 2


def spread(row: Row):
    return [*row]


def passed(row: Row):
    print(*row)


def contained(row: Row):
    return 1 in row
