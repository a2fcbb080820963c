import enum


class Access(enum.Flag):
    READ = enum.auto()
    WRITE = enum.auto()

    def grant(self):
        print("grant")


def both():
    (Access.READ | Access.WRITE).grant()


def without():
    (~Access.READ).grant()
