class Pool:
    @classmethod
    def open(cls):
        cls.check()
        return cls()

    @staticmethod
    def check():
        print("check")

    def use(self):
        print("use")


def main():
    pool = Pool.open()
    pool.use()
    pool.check()


def unbound():
    Pool.use(Pool())


main()
unbound()
