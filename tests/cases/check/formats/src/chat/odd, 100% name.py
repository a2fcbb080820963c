async def load():
    return 1


async def main():
    print(f"100% of {load()}")
    return load().real
