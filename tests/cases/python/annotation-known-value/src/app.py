class Base:
    def run(self):
        print("base")


class Fast(Base):
    def run(self):
        print("fast")


class Slow(Base):
    def run(self):
        print("slow")


def local():
    job: Base = Fast()
    job.run()


def make() -> Base:
    return Fast()


def made():
    make().run()


def given(job: Base):
    job.run()


def main():
    given(Fast())


main()
