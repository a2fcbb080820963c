class Version:
    def __lt__(self, other):
        return False


def rank(version):
    return 1


def by_items():
    return sorted([Version(), Version()])


def by_key():
    return sorted([Version(), Version()], key=rank)
