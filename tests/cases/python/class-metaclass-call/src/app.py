class Singleton(type):
    instances = {}

    def __call__(cls):
        if cls not in cls.instances:
            cls.instances[cls] = super().__call__()
        return cls.instances[cls]


class Pool(metaclass=Singleton):
    def __init__(self):
        print("init")

    def get(self):
        print("get")


def main():
    Pool().get()


main()
