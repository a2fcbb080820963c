from unittest.mock import AsyncMock, MagicMock, patch
import app.main
from app.main import Manager
from app import main

@patch("app.main.get_manager", new_callable=AsyncMock)
def test_a(x):
    pass

def test_b(monkeypatch, mocker):
    with patch("app.main.get_manager", AsyncMock(return_value=3)), patch("app.main.load", MagicMock(return_value=3)):
        pass
    with patch.object(main, "get_manager", new=AsyncMock()):
        pass
    with patch.object(Manager, "count", AsyncMock()):
        pass
    monkeypatch.setattr("app.main.load", MagicMock(return_value=3))
    monkeypatch.setattr(app.main, "get_manager", AsyncMock())
    mocker.patch("app.main.Manager.count", new_callable=AsyncMock)
    m = Manager()
    m.count = AsyncMock()
    m.connect = AsyncMock()
    with patch("app.main.load"), patch("app.main.load", AsyncMock()), patch("app.main.get_manager", return_value=AsyncMock()):
        pass


def test_fine(monkeypatch, replacement):
    monkeypatch.setattr("app.main.load", AsyncMock())
    monkeypatch.setattr("app.main.get_manager", replacement)
    with patch("app.main.get_manager", AsyncMock(spec=Manager)), patch("app.main.load", MagicMock(side_effect=[1])):
        pass
    with patch("app.main.missing", AsyncMock()), patch("elsewhere.get_manager", AsyncMock()):
        pass


def test_context():
    with patch("app.main.session", new_callable=AsyncMock):
        pass


def test_own_fixture(own):
    own.setattr("app.main.get_manager", AsyncMock())


def test_step():
    with patch("app.main.FirstStep.setup", MagicMock(return_value=3)):
        pass
