from functools import cache, lru_cache


class Settings:
    def load(self):
        print("load")


class Client:
    def ping(self):
        print("ping")


@lru_cache(maxsize=None)
def get_settings():
    return Settings()


@cache
def get_client():
    return Client()


def main():
    get_settings().load()
    get_client().ping()


main()
