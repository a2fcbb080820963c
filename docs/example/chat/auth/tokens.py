"""JSON web tokens: made at login, checked at the door."""

import time

import jwt

from chat.config import get_settings


class InvalidToken(Exception):
    pass


def create_token(user: str, *, admin: bool = False, lifetime: int = 3600) -> str:
    settings = get_settings()
    claims = {"sub": user, "admin": admin, "exp": int(time.time()) + lifetime}
    return jwt.encode(claims, settings.jwt_secret, algorithm=settings.jwt_algorithm)


def verify_token(token: str | None) -> dict:
    """Return the claims of a valid token."""
    if not token:
        raise InvalidToken("no token")
    settings = get_settings()
    try:
        return jwt.decode(token, settings.jwt_secret, algorithms=[settings.jwt_algorithm])
    except jwt.PyJWTError as error:
        raise InvalidToken(str(error)) from error
