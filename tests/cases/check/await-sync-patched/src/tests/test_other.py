import app


async def test_other():
    await app.Store().load()  # certain: it is replaced elsewhere
    app.Store().save()  # certain
