import jwt
import vendor
from fastapi import FastAPI, WebSocket

app = FastAPI()


async def check_token(token):
    return jwt.decode(token, "secret", algorithms=["HS256"])


async def open_socket(websocket):
    await websocket.accept()


@app.websocket("/late")
async def late(websocket: WebSocket, token: str = ""):
    await open_socket(websocket)
    await check_token(token)
    while True:
        await websocket.send_text(await websocket.receive_text())


@app.websocket("/message")
async def message(websocket: WebSocket):
    await websocket.accept()
    await check_token(await websocket.receive_text())
    while True:
        await websocket.send_text(await websocket.receive_text())


@app.websocket("/refusing")
async def refusing(websocket: WebSocket, token: str = ""):
    if not token:
        await websocket.accept()
        await websocket.close(4401)
        return
    await check_token(token)
    await websocket.accept()
    while True:
        await websocket.send_text(await websocket.receive_text())


@app.websocket("/unknown")
async def unknown(websocket: WebSocket, token: str = ""):
    vendor.guard(websocket)
    await websocket.accept()
    await check_token(token)
    while True:
        await websocket.send_text(await websocket.receive_text())


@app.websocket("/open")
async def open_to_all(websocket: WebSocket):
    await websocket.accept()
    while True:
        await websocket.send_text(await websocket.receive_text())


@app.websocket("/vendor")
async def by_vendor(websocket: WebSocket):
    await websocket.accept()
    vendor.login(websocket)
    while True:
        await websocket.send_text(await websocket.receive_text())
