import pytest

from app import Store


@pytest.fixture
def named(monkeypatch):
    async def name(self):
        return "a"

    monkeypatch.setattr(Store, "name", name)


@pytest.fixture
def store():
    return Store()
