class Settings:
    def __init__(self, **values):
        self.__dict__.update(values)

    def take(self, other):
        for name in ("a", "b"):
            setattr(self, name, getattr(other, name))
