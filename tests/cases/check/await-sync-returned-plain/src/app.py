from missing import lookup


def text_of(value: str | bytes) -> str:
    return value.decode() if isinstance(value, bytes) else value


def given(value) -> object:
    return value


def clause(where, options):
    if where:
        text = lookup(where)
    else:
        text = ""
    return text


async def fetch():
    return "text"


class Client:
    def get(self, name: str):
        return fetch()


async def read(client: Client):
    await text_of(client.get("name"))
    await given(client.get("name"))
    await clause(client, [])


async def main():
    await read(Client())
