class Version:
    def __eq__(self, other):
        return True


class Name:
    def __eq__(self, other):
        return True

    def __ne__(self, other):
        return False


def versions():
    return Version() != Version()


def names():
    return Name() != Name()
