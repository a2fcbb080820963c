class Plain:
    def __init__(self, name):
        self.name = name


class Fast(Plain):
    def __init__(self, name):
        self.label = name


def build(kind: type[Plain]):
    return kind("a")


def main(found):
    return build(found)


main(None)
