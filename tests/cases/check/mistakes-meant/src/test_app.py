import contextlib
import unittest

import pytest

from app import close, open_room


async def test_raises():
    with pytest.raises(TypeError):
        await close()
    with contextlib.suppress(OSError), pytest.raises(TypeError) as caught:
        await close()
    with contextlib.suppress(OSError):
        await close()  # bug
    assert caught
    await close()  # bug


async def test_outside():
    result = close()
    with pytest.raises(TypeError):
        await result


async def test_both():
    result = close()
    with pytest.raises(TypeError):
        await result
    await result  # bug, of the call above


class RoomTest(unittest.IsolatedAsyncioTestCase):
    async def test_raises(self):
        with self.assertRaises(RuntimeError):
            open_room()
        with self.subTest():
            open_room()  # bug
