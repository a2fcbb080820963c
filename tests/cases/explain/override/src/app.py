class Base:
    def send(self):
        return 1


class Loud(Base):
    def send(self):
        return 2


def use(target: Base):
    target.send()
