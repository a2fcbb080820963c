from collections.abc import Mapping


class Headers(Mapping):
    def __getitem__(self, key):
        raise KeyError(key)

    def __iter__(self):
        return iter(())

    def __len__(self):
        return 0


class Counted(dict):
    def __iter__(self):
        print("iterated")
        return super().__iter__()


class Pages:
    def __iter__(self):
        return iter((1, 2))


def main():
    print("a" in Headers())
    print("a" not in Counted())
    print(1 in Pages())


main()
