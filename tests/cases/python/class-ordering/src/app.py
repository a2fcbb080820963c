class Version:
    def __lt__(self, other):
        return False


def by_sort():
    versions = [Version(), Version()]
    versions.sort()


def by_min():
    min([Version(), Version()])
