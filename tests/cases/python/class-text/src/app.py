class Name:
    def __str__(self):
        return "name"

    def __repr__(self):
        return "Name()"


class Raw:
    def __repr__(self):
        return "Raw()"


class Money:
    def __format__(self, spec):
        return "1.00"


def by_str(name: Name):
    return str(name)


def by_print(name: Name):
    print("name:", name)


def by_repr(name: Name):
    return repr(name)


def instead(raw: Raw):
    return str(raw)


def by_format(money: Money):
    return format(money, ".2f")
