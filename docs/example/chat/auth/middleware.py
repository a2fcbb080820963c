"""Turns away WebSockets without a token before they reach a route."""

from urllib.parse import parse_qs

from starlette.types import ASGIApp, Receive, Scope, Send

from .tokens import InvalidToken, verify_token


class JWTMiddleware:
    def __init__(self, app: ASGIApp):
        self.app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] == "websocket":
            query = parse_qs(scope["query_string"].decode())
            try:
                scope["claims"] = verify_token(query.get("token", [None])[0])
            except InvalidToken:
                await send({"type": "websocket.close", "code": 4401, "reason": "token"})
                return
        await self.app(scope, receive, send)
