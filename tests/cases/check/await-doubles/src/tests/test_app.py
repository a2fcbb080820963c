from unittest.mock import AsyncMock, MagicMock, patch

from sqlalchemy.ext.asyncio import AsyncSession

import app


class Fake:
    def commit(self):
        return 1

    async def add(self, row):
        print(row)

    async def send(self, text):
        print(text)


def plain():
    return 1


async def tracked():
    return 1


async def test_put():
    session = AsyncSession()
    session.flush = tracked
    await app.flush(session)


async def test_all():
    await app.save(MagicMock())
    await app.drop(Fake())
    app.together(AsyncMock())
    await app.use(Fake())
    await app.use(MagicMock())
    await app.run(plain)
    with patch("app.get_manager", AsyncMock()):
        await app.make()
    app.get_manager = AsyncMock(return_value=Fake())
