from unittest.mock import AsyncMock, MagicMock, patch

import app


def test_spawned():
    with patch("app.poll", MagicMock(return_value=1)):
        pass


def test_unused():
    with patch("app.unused", MagicMock(return_value=1)):  # nobody awaits it
        pass


def test_plain(monkeypatch):
    monkeypatch.setattr(app, "is_text", AsyncMock())
    monkeypatch.setattr(app, "today", AsyncMock())
