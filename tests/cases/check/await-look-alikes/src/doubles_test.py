"""Doubles that stand in rightly."""
import asyncio
import unittest
from unittest import mock
from unittest.mock import AsyncMock, MagicMock, Mock, create_autospec, patch

import pytest

import store
from store import Store, fetch, compute


@pytest.fixture
def fetch_fixture():
    return AsyncMock(return_value=1)


@pytest.fixture
def store_double():
    double = MagicMock(spec=Store)
    double.load = AsyncMock(return_value=1)
    double.size.return_value = 3
    return double


@pytest.fixture
async def store_real():
    store = Store()
    yield store
    await store.close()


@pytest.fixture(autouse=True)
def patched(monkeypatch):
    async def fake(key):
        return key
    monkeypatch.setattr(store, "fetch", fake)
    monkeypatch.setattr("store.compute", lambda key: key)


async def test_fixture(fetch_fixture, store_double, store_real):
    assert await fetch_fixture() == 1
    assert await store_double.load("a") == 1
    assert store_double.size() == 3
    await store_real.load("a")
    store_double.load.assert_awaited_once_with("a")
    store_double.load.assert_called_once()


async def test_patched():
    with patch("store.fetch", new_callable=AsyncMock) as double:
        await store.fetch("a")
        double.assert_awaited_once()
    with patch("store.fetch") as double:
        await store.fetch("a")
    with patch.object(Store, "load", return_value=3) as double:
        assert await Store().load("a") == 3
    with patch.object(Store, "size", return_value=3):
        assert Store().size() == 3
    with patch("store.compute", return_value=1):
        assert store.compute(1) == 1
    with patch("store.compute", new=Mock(return_value=1)):
        assert store.compute(1) == 1


@patch("store.fetch", new=AsyncMock(return_value=2))
async def test_decorated():
    assert await store.fetch("a") == 2


@patch("store.Store")
async def test_class(Double):
    Double.return_value.load = AsyncMock()
    await Double.return_value.load("a")


async def test_returns_coroutine():
    double = Mock()
    double.load.return_value = asyncio.sleep(0)
    await double.load("a")
    double.side_effect = fetch
    await double("a")
    future = asyncio.get_running_loop().create_future()
    future.set_result(1)
    double = MagicMock(return_value=future)
    await double()


async def test_autospec():
    double = create_autospec(Store)
    await double.load("a")
    double.size()
    function = create_autospec(fetch)
    await function("a")


async def test_magic():
    double = MagicMock()
    double.__aenter__.return_value = 1
    async with double as entered:
        assert entered == 1
    double.__aiter__.return_value = [1, 2]
    async for each in double:
        assert each
    session = AsyncMock()
    session.get.return_value.json = Mock(return_value={})
    response = await session.get("a")
    assert response.json() == {}
    session.add = MagicMock()
    session.add(1)


class Fake(Store):
    def load(self, key):
        return asyncio.sleep(0, key)


async def test_fake():
    assert await Fake().load("a") == "a"


def test_raises():
    with pytest.raises(TypeError):
        fetch()
    coroutine = fetch("a")
    assert asyncio.iscoroutine(coroutine)
    coroutine.close()
    assert asyncio.run(fetch("a")) == "a"


class Cases(unittest.IsolatedAsyncioTestCase):
    async def asyncSetUp(self):
        self.store = Store()
        self.store.load = AsyncMock(return_value=1)
        self.double = Mock(wraps=Store())

    async def test_load(self):
        self.assertEqual(await self.store.load("a"), 1)
        await self.double.load("a")
        with self.assertRaises(ValueError):
            await self.store.load("a")
