from app.two import load_two


async def main():
    await load_two()
