from unittest.mock import AsyncMock, Mock, patch

import app


async def test_patched(named):
    with patch.object(app.Store, "load", AsyncMock()):
        await app.Store().load()
    with patch("app.get_store", new_callable=AsyncMock):
        await app.get_store()
    with patch.object(app.Store, "save", Mock()):
        app.Store().save()
    await app.Store().name()
    await app.count()  # certain: nobody replaces it


async def test_apart():
    await app.get_store()  # certain: another test replaces it, and puts it back
    app.Store().save()  # certain


async def test_within():
    async def run():
        await app.get_store()

    with patch("app.get_store", new_callable=AsyncMock):
        await run()


async def count_again():
    return await app.count_again()


async def test_helped():
    with patch("app.count_again", new_callable=AsyncMock):
        return await count_again()
