from library import Base, Client


class Model(Base):
    def show(self):
        self.render()


class Plain:
    def render(self):
        print("plain")


def mixed(thing: Model | dict):
    thing.get("a")


def alone(thing: Model):
    thing.get("a")


def known(thing: Base | Plain):
    thing.render()


def rivals(thing: Model | Plain):
    thing.render()
