class Number:
    def __abs__(self):
        return 1

    def __int__(self):
        return 1

    def __float__(self):
        return 1.0

    def __round__(self, digits=None):
        return 1


class Series:
    def __iter__(self):
        return self

    def __next__(self):
        raise StopIteration


def convert(number: Number):
    abs(number)
    int(number)
    float(number)
    round(number)


def start(series: Series):
    iter(series)
