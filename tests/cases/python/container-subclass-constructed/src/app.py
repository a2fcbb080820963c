def first():
    print("first")


def second():
    print("second")


class Table(dict):
    def run(self):
        for handler in self.values():
            handler()


class Handlers(list):
    def __init__(self, handlers):
        super().__init__(handlers)

    def run(self):
        self[0]()


def make_table():
    Table(a=first).run()


def make_handlers():
    Handlers([second]).run()
