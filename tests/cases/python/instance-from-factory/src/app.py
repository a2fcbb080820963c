class Manager:
    def connect(self):
        print("connect")


class Memory:
    def put(self):
        print("memory")


class Disk:
    def put(self):
        print("disk")


def make():
    return Manager()


def get():
    manager = make()
    return manager


def choose(kind):
    if kind == "disk":
        return Disk()
    return Memory()


def main():
    get().connect()
    choose("disk").put()


main()
