from unittest.mock import AsyncMock

from service import Service


async def test_run(store):
    store.save = AsyncMock()
    await Service(store).run()
