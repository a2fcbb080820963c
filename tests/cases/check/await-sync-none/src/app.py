from collections.abc import Awaitable


async def send(text):
    print(text)


def begin(text) -> Awaitable[None] | None:
    if text:
        return send(text)
    return None


async def right(text):
    sending = begin(text)
    if sending is not None:
        await sending
    if later := begin(text):
        await later
    again = begin(text)
    if again is None:
        return
    await again
    if (x := begin(text)) is not None:
        await x
    y = begin(text)
    while y:
        await y
        y = begin(text)
    z = begin(text)
    await z if z else None
    z and await z
    w = begin(text)
    if not w:
        return
    print(text)
    await w


async def wrong(text):
    await begin(text)  # likely
