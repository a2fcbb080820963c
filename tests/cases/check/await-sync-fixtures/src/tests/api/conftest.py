import pytest

from app import AsyncManager


@pytest.fixture
def shadowed(shadowed):
    shadowed.find("a")
    return AsyncManager()
