from unittest.mock import AsyncMock, patch

import app
from app import count_twice


async def test_before():
    from app import count_twice as twice

    with patch("app.count_twice", new_callable=AsyncMock):
        await twice()  # certain: the name is bound, whatever the module has now
        await count_twice()  # certain: so is that of the module
        await app.count_twice()


async def test_within():
    with patch.object(app, "count_twice", AsyncMock()):
        from app import count_twice as twice

        await twice()


async def test_own_name():
    with patch("tests.test_imported.count_twice", new_callable=AsyncMock):
        await count_twice()
