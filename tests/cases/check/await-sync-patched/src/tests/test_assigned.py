from unittest.mock import AsyncMock, Mock


async def test_assigned(store):
    store.save = Mock()
    store.save()
    store.load = AsyncMock()
    await store.load()


async def test_apart(store):
    store.save()  # likely: another test assigns a mock
    await store.load()  # likely


def check(store):
    store.save()  # who calls it may have assigned one
