from app.one import load_one


async def main():
    await load_one()
