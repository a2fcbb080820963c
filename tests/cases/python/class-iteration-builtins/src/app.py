class Room:
    def open(self):
        print("open")


class Series:
    def __iter__(self):
        return self

    def __next__(self):
        return Room()

    def __reversed__(self):
        return iter(())


def advance(series: Series):
    next(series).open()


def backwards(series: Series):
    for item in reversed(series):
        print(item)
