from fastapi import Depends, FastAPI, WebSocket

from app.tokens import check_origin, verify_token, verify_token_async

app = FastAPI()


class Middleware:
    def __init__(self, app):
        self.app = app

    async def __call__(self, scope, receive, send):
        if scope["type"] == "websocket":
            check_origin(scope["origin"])
        await self.app(scope, receive, send)


class HttpMiddleware:
    def __init__(self, app):
        self.app = app

    async def __call__(self, scope, receive, send):
        if scope["type"] == "websocket":
            await self.app(scope, receive, send)
            return
        verify_token(scope["token"])
        await self.app(scope, receive, send)


app.add_middleware(Middleware)
app.add_middleware(HttpMiddleware)


async def current_user(token: str = ""):
    return await verify_token_async(token)


async def loop(websocket):
    async for text in websocket.iter_text():
        await websocket.send_text(text)


def authorized(websocket):
    return verify_token(websocket.query_params["token"])


@app.websocket("/both")
async def both(websocket: WebSocket, user=Depends(current_user)):
    verify_token(websocket.query_params["token"])
    await websocket.accept()
    await loop(websocket)


@app.websocket("/nested")
async def nested(websocket: WebSocket, user=Depends(current_user)):
    authorized(websocket)
    check_origin(websocket.headers["origin"])
    await websocket.accept()
    await loop(websocket)


@app.websocket("/either")
async def either(websocket: WebSocket, token: str = "", user=Depends(current_user)):
    if token:
        verify_token(token)
    await websocket.accept()
    await loop(websocket)


@app.websocket("/origin")
async def origin(websocket: WebSocket):
    check_origin(websocket.headers["origin"])
    await websocket.accept()
    await loop(websocket)
