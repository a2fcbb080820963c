class Cursor:
    def __init__(self):
        self.left = 2

    def __iter__(self):
        return iter(())

    def __next__(self):
        if not self.left:
            raise StopIteration
        self.left -= 1
        return self.left


class Table:
    def __iter__(self):
        return Cursor()


def main():
    for row in Table():
        print(row)


def comprehended():
    table = Table()
    return [row for row in table]


main()
comprehended()
