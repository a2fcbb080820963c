class Handlers:
    def __iter__(self):
        yield first


def first():
    print("first")


def run(*handlers):
    handlers[0]()


def main():
    run(*Handlers())
