class Money:
    def __add__(self, other):
        if not isinstance(other, Money):
            return NotImplemented
        return self

    def __radd__(self, other):
        return self

    def __lt__(self, other):
        return NotImplemented if other is None else True

    def __mul__(self, other):
        return self

    def pay(self):
        print("pay")


class Tax:
    def __radd__(self, other):
        return self

    def __rmul__(self, other):
        return self

    def __gt__(self, other):
        return True

    def pay(self):
        print("tax")


def taxed(money: Money, tax: Tax):
    (money + tax).pay()


def doubled(money: Money):
    (money + money).pay()


def multiplied(money: Money, tax: Tax):
    (money * tax).pay()


def less(money: Money, tax: Tax):
    return money < tax
