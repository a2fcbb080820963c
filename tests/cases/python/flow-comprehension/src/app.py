def double(number):
    return number * 2


def keep(number):
    return number > 1


def one():
    print("one")


def two():
    print("two")


def main():
    return [double(number) for number in range(3) if keep(number)]


def lazily():
    return sum(double(number) for number in range(3))


def each():
    return {callback(): None for callback in (one, two)}


def own_variable():
    step = one
    [step for step in (two,)]
    step()


main()
lazily()
each()
own_variable()
