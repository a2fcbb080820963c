def build():
    print("build")


def start(cls):
    cls.check()


class Pool:
    create = staticmethod(build)
    boot = classmethod(start)

    @staticmethod
    def check():
        print("check")


def main():
    Pool().create()
    Pool.boot()


main()
