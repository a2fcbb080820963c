from dataclasses import dataclass


@dataclass
class Base:
    name: str

    def __post_init__(self):
        self.check()

    def check(self):
        print("check")


@dataclass
class Child(Base):
    size: int = 1

    def __post_init__(self):
        super().__post_init__()


@dataclass
class Heir(Base):
    pass


@dataclass
class Written:
    name: str

    def __init__(self):
        print("init")

    def __post_init__(self):
        print("never")


def child():
    Child("a")


def heir():
    Heir("a")


def written():
    Written()
