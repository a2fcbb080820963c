from typing import Annotated

from fastapi import Header, HTTPException, Query, WebSocketException

from .tokens import InvalidToken, verify_token


async def current_user(token: Annotated[str | None, Query()] = None) -> str:
    """The user behind a WebSocket, from `?token=`."""
    try:
        return verify_token(token)["sub"]
    except InvalidToken:
        raise WebSocketException(code=1008, reason="token")


def require_admin(authorization: Annotated[str, Header()] = "") -> str:
    try:
        claims = verify_token(authorization.removeprefix("Bearer "))
    except InvalidToken:
        raise HTTPException(status_code=401)
    if not claims.get("admin"):
        raise HTTPException(status_code=403)
    return claims["sub"]
