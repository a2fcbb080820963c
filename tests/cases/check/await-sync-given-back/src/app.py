"""What a function is passed and gives back as it is may be awaited when the caller's may; and not otherwise."""


class Query:
    def __await__(self):
        return iter(())

    def where(self):
        return self


class Table:
    def named(self):
        return self


class View(Table):
    def __await__(self):
        return iter(())


class Row:
    def named(self):
        return self

    def nothing(self):
        """Gives None."""
        return None

    @classmethod
    def kind(cls):
        return cls


def identity(work):
    return work


def default(work=None):
    if work is None:
        return 1
    return work


async def coroutine():
    return 1


async def main(table: Table):
    await Query().where()  # silent
    await View().named()  # silent
    await table.named()  # silent: it may be a View
    await identity(coroutine())  # silent
    await default(coroutine())  # silent
    await Row().named()  # certain
    await Row().named().nothing()  # certain
    await Row.kind()  # certain: a class
    await (lambda: Row())()  # certain
    await (lambda: coroutine())()  # silent
