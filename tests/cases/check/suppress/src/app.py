def make():
    return 1


async def main():
    await make()  # seamap: ignore[await-sync] known
    await make()  # seamap:ignore[ never-awaited , await-sync ]
    await make()  # seamap: ignore[never-awaited]
    await make()  # seamap: ignore
    await make()  # ignore[await-sync]
    print("seamap: ignore[await-sync]")
    print()  # seamap: ignore[await-snyc] no such rule
