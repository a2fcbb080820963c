class Base:
    def open(self):
        print("open")


class History:
    def log(self):
        print("log")


def choose_base():
    return Base


def with_history(base):
    class WithHistory(base, History):
        def enter(self):
            self.open()
            self.log()

    return WithHistory


class Room(choose_base()):
    def use(self):
        self.open()


class Hall(with_history(Base)):
    pass


def main():
    Room().use()
    Hall().enter()


main()
