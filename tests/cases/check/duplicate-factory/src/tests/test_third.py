from app.third import ThirdWebSocketManager


def test_third():
    ThirdWebSocketManager().send()
