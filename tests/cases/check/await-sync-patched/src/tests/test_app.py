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
