"""https://docs.python.org/3/reference/compound_stmts.html#the-with-statement: __exit__ runs if __enter__ did not raise."""


class Lock:
    def __enter__(self):
        raise RuntimeError("use async with")

    def __exit__(self, *details):
        pass

    async def __aenter__(self):
        return self

    async def __aexit__(self, *details):
        pass


class Room:
    def __enter__(self):
        if not self:
            raise RuntimeError

    def __exit__(self, *details):
        pass


async def main():
    with Lock():
        pass
    async with Lock():
        pass
    with Room():
        pass
