from unittest.mock import AsyncMock, patch

import pytest
from fastapi.testclient import TestClient
from starlette.websockets import WebSocketDisconnect

from chat.auth.tokens import InvalidToken, create_token, verify_token
from chat.main import create_app
from chat.websocket import factory


@pytest.fixture
def client(monkeypatch):
    monkeypatch.setattr(factory, "_manager", None)
    with TestClient(create_app()) as client:
        yield client


def login(client, user):
    return client.post("/login", json={"user": user}).json()["token"]


def test_token_round_trip():
    assert verify_token(create_token("ada"))["sub"] == "ada"


def test_expired_token():
    with pytest.raises(InvalidToken):
        verify_token(create_token("ada", lifetime=-1))


def test_messages_reach_everybody(client):
    with client.websocket_connect(f"/ws?token={login(client, 'ada')}") as ada:
        assert ada.receive_json() == {"type": "joined", "user": "ada"}
        with client.websocket_connect(f"/ws?token={login(client, 'bob')}") as bob:
            assert ada.receive_json() == {"type": "joined", "user": "bob"}
            assert bob.receive_json() == {"type": "joined", "user": "bob"}
            bob.send_text("hello @ada")
            expected = {"type": "message", "user": "bob", "text": "hello @ada"}
            assert ada.receive_json() == expected
            assert bob.receive_json() == expected
        assert ada.receive_json() == {"type": "left", "user": "bob"}


def test_history_is_replayed(client):
    token = login(client, "ada")
    with client.websocket_connect(f"/ws?token={token}") as ada:
        ada.receive_json()
        ada.send_text("first")
        ada.receive_json()
    with client.websocket_connect(f"/ws?token={token}") as ada:
        assert ada.receive_json() == {"type": "message", "user": "ada", "text": "first"}


@pytest.mark.parametrize("query", ["", "?token=nonsense"])
def test_no_socket_without_token(client, query):
    with pytest.raises(WebSocketDisconnect) as error:
        with client.websocket_connect("/ws" + query):
            pass
    assert error.value.code == 4401


def test_admin_sees_users(client):
    headers = {"Authorization": f"Bearer {login(client, 'admin')}"}
    with client.websocket_connect(f"/ws?token={login(client, 'ada')}") as ada:
        ada.receive_json()
        assert client.get("/admin/users", headers=headers).json() == {"users": ["ada"]}


def test_only_admin_broadcasts(client):
    headers = {"Authorization": f"Bearer {login(client, 'ada')}"}
    assert client.post("/admin/broadcast", json={"text": "hi"}, headers=headers).status_code == 403


@patch("chat.services.announcements.get_websocket_manager", new_callable=AsyncMock)
def test_admin_broadcast(get_manager, client):
    get_manager.return_value.broadcast.return_value = 3
    headers = {"Authorization": f"Bearer {login(client, 'admin')}"}
    response = client.post("/admin/broadcast", json={"text": "maintenance at 6"}, headers=headers)
    assert response.json() == {"delivered": 3}
