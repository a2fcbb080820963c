class Name:
    def __str__(self):
        return "name"

    def __repr__(self):
        return "Name()"


class Money:
    def __str__(self):
        return "1"

    def __format__(self, spec):
        return "1.00"


def plain(name: Name):
    return f"{name}"


def converted(name: Name):
    return f"{name!r}"


def formatted(money: Money):
    return f"{money:.2f}"
