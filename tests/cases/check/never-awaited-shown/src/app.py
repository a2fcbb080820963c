import inspect


async def count():
    return 1


# Mistakes.


async def formatted(send):
    number = count()  # certain
    await send("#{}".format(number))
    online = count()  # likely: tested as well
    if online:
        await send("{}, {online} online".format("Room", online=online))


async def printed():
    print("count:", count())  # certain


# Right.


async def traced():
    number = count()
    print(number)
    print("{} of {}".format(await number, await count()))


async def either(number):
    if inspect.isawaitable(number):
        number = await number
    print("{}".format(number))


async def main():
    await either(count())
