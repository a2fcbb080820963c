def make():
    return 1


async def main():
    await make()
