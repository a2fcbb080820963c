import pytest
import pytest_asyncio

from app import AsyncManager, Manager


@pytest.fixture
def manager():
    return Manager()


@pytest.fixture
def shadowed():
    return Manager()


@pytest.fixture
def settings():
    yield {"debug": True}


@pytest_asyncio.fixture
async def started():
    return {"started": True}
