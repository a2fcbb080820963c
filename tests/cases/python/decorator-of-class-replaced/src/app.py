def singleton(cls):
    instance = cls()

    def get():
        return instance

    return get


@singleton
class Config:
    def load(self):
        print("load")


def main():
    Config().load()
