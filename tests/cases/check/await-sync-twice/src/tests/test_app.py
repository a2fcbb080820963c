from unittest.mock import AsyncMock, MagicMock

try:
    from app import get_store
except ImportError:
    get_store = MagicMock

try:
    from app import get_store as make_store
except ImportError:
    make_store = AsyncMock()


async def test_store():
    await get_store()  # certain: the double cannot be awaited either
    await make_store()
