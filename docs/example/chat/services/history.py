"""Message history in SQLite. Blocking: call it from a thread."""

import sqlite3
import threading


class History:
    def __init__(self, path: str):
        self._lock = threading.Lock()
        self._db = sqlite3.connect(path, check_same_thread=False)
        self._db.execute("CREATE TABLE IF NOT EXISTS message (id INTEGER PRIMARY KEY, user TEXT, text TEXT)")

    def append(self, user: str, text: str) -> None:
        with self._lock, self._db:
            self._db.execute("INSERT INTO message (user, text) VALUES (?, ?)", (user, text))

    def recent(self, limit: int) -> list[dict]:
        with self._lock:
            rows = self._db.execute("SELECT user, text FROM message ORDER BY id DESC LIMIT ?", (limit,)).fetchall()
        return [{"user": user, "text": text} for user, text in reversed(rows)]

    def close(self):
        self._db.close()


def open_history(path: str) -> History:
    return History(path)
