class Text:
    def __format__(self, spec):
        return "text"

    def __repr__(self):
        return "Text()"

    def __len__(self):
        return 1


def plain():
    return f"{Text()}"


def by_repr():
    return f"{Text()!r}"


def by_debug():
    return f"{Text() = }"


def by_debug_and_format():
    return f"{Text() = :>4}"


def in_format():
    return f"{1:{Text()}}"


def joined():
    return "a" f"{Text()}" "b"


def length():
    return f"{len(Text())}"


def is_text():
    return f"{Text()}".upper()


def compared(a):
    return f"{a != 1}"


compared(1)
