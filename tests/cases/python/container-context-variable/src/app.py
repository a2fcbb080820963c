import contextvars
from contextvars import ContextVar


class Request:
    def answer(self):
        print("answer")


class Session:
    def close(self):
        print("close")


class Missing:
    def close(self):
        print("missing")


request = contextvars.ContextVar("request")
session: ContextVar[Session] = ContextVar("session")
fallback = ContextVar("fallback", default=Missing())


def handle():
    token = request.set(Request())
    request.get(None).answer()
    request.reset(token)


def declared():
    session.get().close()


def by_default():
    fallback.get().close()


def by_argument():
    session.get(Missing()).close()
