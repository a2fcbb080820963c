class Room:
    def open(self):
        print("open")


class Left:
    def __sub__(self, other):
        return Room()

    def __matmul__(self, other):
        return Room()

    def __truediv__(self, other):
        return Room()

    def __floordiv__(self, other):
        return Room()

    def __mod__(self, other):
        return Room()

    def __pow__(self, other):
        return Room()

    def __lshift__(self, other):
        return Room()

    def __rshift__(self, other):
        return Room()

    def __and__(self, other):
        return Room()

    def __xor__(self, other):
        return Room()

    def __or__(self, other):
        return Room()

    def __isub__(self, other):
        return Room()

    def __imatmul__(self, other):
        return Room()

    def __itruediv__(self, other):
        return Room()

    def __ifloordiv__(self, other):
        return Room()

    def __imod__(self, other):
        return Room()

    def __ipow__(self, other):
        return Room()

    def __ilshift__(self, other):
        return Room()

    def __irshift__(self, other):
        return Room()

    def __iand__(self, other):
        return Room()

    def __ixor__(self, other):
        return Room()

    def __ior__(self, other):
        return Room()

    def __pos__(self):
        return Room()

    def __invert__(self):
        return Room()

    def __le__(self, other):
        return True

    def __ge__(self, other):
        return True


class Right:
    def __rsub__(self, other):
        return Room()

    def __rmatmul__(self, other):
        return Room()

    def __rtruediv__(self, other):
        return Room()

    def __rfloordiv__(self, other):
        return Room()

    def __rmod__(self, other):
        return Room()

    def __rpow__(self, other):
        return Room()

    def __rlshift__(self, other):
        return Room()

    def __rrshift__(self, other):
        return Room()

    def __rand__(self, other):
        return Room()

    def __rxor__(self, other):
        return Room()

    def __ror__(self, other):
        return Room()


def sub_left():
    (Left() - 1).open()


def sub_right():
    (1 - Right()).open()


def sub_augmented():
    left = Left()
    left -= 1
    left.open()


def matmul_left():
    (Left() @ 1).open()


def matmul_right():
    (1 @ Right()).open()


def matmul_augmented():
    left = Left()
    left @= 1
    left.open()


def truediv_left():
    (Left() / 1).open()


def truediv_right():
    (1 / Right()).open()


def truediv_augmented():
    left = Left()
    left /= 1
    left.open()


def floordiv_left():
    (Left() // 1).open()


def floordiv_right():
    (1 // Right()).open()


def floordiv_augmented():
    left = Left()
    left //= 1
    left.open()


def mod_left():
    (Left() % 1).open()


def mod_right():
    (1 % Right()).open()


def mod_augmented():
    left = Left()
    left %= 1
    left.open()


def pow_left():
    (Left() ** 1).open()


def pow_right():
    (1 ** Right()).open()


def pow_augmented():
    left = Left()
    left **= 1
    left.open()


def lshift_left():
    (Left() << 1).open()


def lshift_right():
    (1 << Right()).open()


def lshift_augmented():
    left = Left()
    left <<= 1
    left.open()


def rshift_left():
    (Left() >> 1).open()


def rshift_right():
    (1 >> Right()).open()


def rshift_augmented():
    left = Left()
    left >>= 1
    left.open()


def and_left():
    (Left() & 1).open()


def and_right():
    (1 & Right()).open()


def and_augmented():
    left = Left()
    left &= 1
    left.open()


def xor_left():
    (Left() ^ 1).open()


def xor_right():
    (1 ^ Right()).open()


def xor_augmented():
    left = Left()
    left ^= 1
    left.open()


def or_left():
    (Left() | 1).open()


def or_right():
    (1 | Right()).open()


def or_augmented():
    left = Left()
    left |= 1
    left.open()


def pos_unary():
    (+Left()).open()


def invert_unary():
    (~Left()).open()


def compared():
    return Left() <= 1, 1 <= Left()
