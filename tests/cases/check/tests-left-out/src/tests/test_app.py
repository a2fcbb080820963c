from app import make


async def test_make():
    await make()
