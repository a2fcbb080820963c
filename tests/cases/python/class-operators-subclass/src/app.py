class Money:
    def __add__(self, other):
        return self

    def __radd__(self, other):
        return self

    def __iadd__(self, other):
        return NotImplemented

    def __lt__(self, other):
        return NotImplemented

    def __gt__(self, other):
        return True


class Gold(Money):
    def __radd__(self, other):
        return self


class Coin(Money):
    pass


def add_gold():
    return Money() + Gold()


def add_coin():
    return Money() + Coin()


def compare_gold():
    return Money() < Gold()


def compare_same():
    return Money() < Money()


def augment():
    money = Money()
    money += 1
    return money


add_gold()
add_coin()
compare_gold()
compare_same()
augment()
