import pytest


async def test_find(manager):
    found = await manager.find("a")  # certain: the fixture gives a Manager
    manager.send("b")  # certain: never awaited
    assert found


async def test_shadowed(shadowed):
    await shadowed.find("a")  # the nearest gives an AsyncManager


async def test_settings(settings):
    values = await settings  # likely: a dict
    assert values


async def test_started(started):
    values = await started  # it may be passed as a coroutine
    assert values


class TestOwn:
    @pytest.fixture
    def manager(self):
        return Later()

    async def test_find(self, manager):
        await manager.find("a")


class Later:
    async def find(self, name):
        return name


async def helper(unknown):
    await unknown.find("a")
