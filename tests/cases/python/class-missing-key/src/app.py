class Defaults(dict):
    def __missing__(self, key):
        return make(key)


def make(key):
    return key


def main():
    Defaults()["a"]
