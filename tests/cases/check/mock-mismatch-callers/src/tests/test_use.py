from unittest.mock import AsyncMock, patch

from app.use import again, first, save


def test_mistakes():
    with patch("app.use.load_names", new_callable=AsyncMock):
        first("x")
    with patch("app.use.write_names", AsyncMock(return_value=None)):
        save("x")


def test_right():
    with patch("app.use.fetch", new_callable=AsyncMock), patch("app.use.passed_on", new_callable=AsyncMock):
        again("x")
    with patch("app.load.uncalled", new_callable=AsyncMock):
        again("x")
