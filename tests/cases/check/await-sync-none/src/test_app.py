from app import begin


async def test_begin():
    await begin("a")  # it knows
