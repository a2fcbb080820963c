class Checker:
    async def check(self, token):
        return {}


# Mistakes.


def chosen(token):
    payload = Checker().check(token) if token else None
    if payload:
        print("fine")


def branched(token):
    payload = None
    if token:
        payload = Checker().check(token)
    return "fine" if payload is not None else "bad"


async def looked_at(token):
    payload = Checker().check(token)
    assert payload is not None
    print(f"got a {type(payload)}")


# Right.


async def awaited(token):
    payload = Checker().check(token) if token else None
    if payload:
        print(await payload)


async def kept(token, jobs):
    payload = Checker().check(token) if token else None
    if payload:
        jobs.append(payload)


async def only_typed(token):
    payload = Checker().check(token)
    print(type(payload))


async def given(token):
    payload = Checker().check(token) if token else None
    if payload:
        return payload
    return None
