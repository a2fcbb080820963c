class Store:
    def load(self):
        return 1

    async def save(self):
        return 2

    def name(self):
        return ""


def get_store():
    return Store()


def count():
    return 1


def count_again():
    return 1


def count_twice():
    return 1
