from typing import NoReturn


def refuse(what) -> NoReturn:
    raise TypeError(f"{what} cannot be changed")


class Headers:
    def add(self, name):
        print("add", name)

    def clear(self):
        print("clear")

    def __setitem__(self, name, value):
        print("set", name, value)

    def close(self):
        raise RuntimeError("not open")


class FrozenHeaders(Headers):
    def add(self, name):
        raise TypeError("cannot be changed")

    def clear(self) -> NoReturn:
        refuse(self)

    def __setitem__(self, name, value) -> NoReturn:
        refuse(self)

    def close(self):
        raise RuntimeError("closed twice")


class SmallHeaders(FrozenHeaders):
    def add(self, name):
        print("add a little", name)


def fill(headers: Headers):
    headers.add("Date")
    headers.clear()
    headers["Date"] = "today"
    headers.close()


def melt(headers: FrozenHeaders):
    headers.clear()


def main():
    FrozenHeaders().add("Date")
