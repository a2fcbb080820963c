from typing import Self

from outside import clone


class Builder:
    def named(self, name) -> Self:
        return clone(self, name)

    @classmethod
    def create(cls) -> Self:
        return clone(cls)


class Special(Builder):
    def build(self):
        print("build")


def chained(special: Special):
    special.named("a").build()


def created():
    Special.create().build()
