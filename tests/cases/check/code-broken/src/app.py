def count():
    return 1


async def before():
    await count()  # certain


print("ada" "bob" 1)


async def behind():
    await count()  # likely
