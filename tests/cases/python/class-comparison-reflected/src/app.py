class Version:
    def __gt__(self, other):
        return True

    def __eq__(self, other):
        return True


def less():
    return 1 < Version()


def equal():
    return 1 == Version()
