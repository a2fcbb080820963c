class Base:
    def __init__(self):
        print("base")


class Logged(Base):
    def __init__(self):
        super().__init__()


class Timed(Base):
    def __init__(self):
        super().__init__()


class Service(Logged, Timed):
    def __init__(self):
        super().__init__()


def main():
    Service()
