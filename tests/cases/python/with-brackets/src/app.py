class Manager:
    def __enter__(self):
        return self

    def __exit__(self, *exception):
        pass

    def first(self):
        pass

    def second(self):
        pass

    def third(self):
        pass


def one():
    with (Manager() as manager):
        manager.first()


def comma():
    with (
        Manager() as manager,  # a comment
    ):
        manager.second()


def bare():
    with (Manager()):
        pass


def bracketed():
    with (Manager()) as (manager):
        manager.third()
