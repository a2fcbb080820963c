from main import SessionManager


def get_session_manager():
    return SessionManager("a")
