def one():
    print("one")


def two():
    print("two")


def second_of(first, second):
    second()


def after_of(*, before, after):
    after()


def each_of(*steps):
    for step in steps:
        step()


def all_of(**hooks):
    for hook in hooks.values():
        hook()


def main():
    second_of(*(one, two))
    after_of(**{"before": one, "after": two})
    each_of(one, two)
    all_of(start=one)


main()
