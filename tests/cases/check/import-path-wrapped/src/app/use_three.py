from app.three import load_three


async def main():
    await load_three()
