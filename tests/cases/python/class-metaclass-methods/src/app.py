class Listed(type):
    def names(cls):
        return []

    def __len__(cls):
        return 0

    def __getitem__(cls, name):
        return name


class Color(metaclass=Listed):
    pass


def main():
    Color.names()
    len(Color)
    Color["red"]
