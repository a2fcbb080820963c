class Base:
    def run(self):
        self.step()

    def step(self):
        print("base")


class Special(Base):
    def step(self):
        print("special")


def main():
    Base().run()


def other():
    Special().run()


main()
other()
