"""https://docs.python.org/3/reference/datamodel.html#object.__new__"""


class Configurable:
    def __new__(cls):
        implementation = cls.configured()
        return super().__new__(implementation)

    @classmethod
    def configured(cls):
        return FastClient


class Client(Configurable):
    def __new__(cls):
        instance = super().__new__(cls)
        return instance

    def close(self):
        pass


class FastClient(Client):
    def close(self):
        pass


def main():
    Client().close()
