class Flag:
    other = None

    def __bool__(self):
        return True

    def __len__(self):
        return 1


class Box:
    def __len__(self):
        return 1


def condition(x):
    if x:
        print(1)
    elif x.other:
        print(2)


def loop(x):
    while x:
        break


def asserted(x):
    assert x


def negated(x):
    return not x


def operand(x, y):
    return x and y


def last_operand(x, y):
    return y or x


def nested(x, y):
    if y == 1 and (y == 2 or x):
        print(1)


def choice(x):
    return 1 if x else 2


def comprehension(x):
    return [y for y in (1, 2) if x]


def length(x):
    if Box():
        print(x)


def compared(x):
    if x is None:
        print(x)


for x in [Flag()]:
    condition(x)
    loop(x)
    asserted(x)
    negated(x)
    operand(x, 1)
    last_operand(x, 1)
    nested(x, 1)
    choice(x)
    comprehension(x)
    length(x)
    compared(x)
