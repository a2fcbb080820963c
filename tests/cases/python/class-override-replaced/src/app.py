"""A method runs on those instances whose class does not put another in its place."""


class Base:
    def run(self):
        self.fetch()

    def fetch(self):
        print("base")

    def stop(self):
        self.fetch()


class Inheriting(Base):
    def fetch(self):
        print("inheriting")


class Replacing(Base):
    def run(self):
        self.fetch()

    def fetch(self):
        print("replacing")


class Extending(Base):
    def run(self):
        super().run()

    def fetch(self):
        print("extending")


class Below(Replacing):
    def fetch(self):
        print("below")


class Looping:
    def run(self):
        while True:
            self.step()
            if self.done:
                return

    def step(self):
        print("looping")


class Quick(Looping):
    def run(self):
        print("quick")

    def step(self):
        print("never in Looping.run")
