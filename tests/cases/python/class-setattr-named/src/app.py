def make(name):
    def method(self):
        self.call(name)

    return method


class Client:
    def call(self, name):
        print(name)


for name in ("get", "post"):
    setattr(Client, name, make(name))


def offering(*names):
    def offer(cls):
        for name in names:
            setattr(cls, name, close_quietly)
        return cls

    return offer


def close_quietly(self):
    print("close")


@offering("close", "abort")
class Stream:
    pass


class Closed:
    def write(self):
        print("write")

    def close(self):
        for name in ["write", "flush"]:
            setattr(self, name, refuse)

    def end(self):
        self.close()
        self.write()
        self.flush()


def refuse():
    print("closed")


def main():
    Closed().end()
    Client().get()
    Stream().close()


main()
