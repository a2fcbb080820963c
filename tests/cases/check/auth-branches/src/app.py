import jwt
import vendor
from fastapi import FastAPI, WebSocket

app = FastAPI()


async def check_token(token):
    return jwt.decode(token, "secret", algorithms=["HS256"])


async def echo(websocket):
    while True:
        await websocket.send_text(await websocket.receive_text())


# Accepted in either branch, and checked then.


@app.websocket("/protocols")
async def protocols(websocket: WebSocket, token: str = ""):
    vendor.count_connections()
    if websocket.headers.get("sec-websocket-protocol", "").strip():
        await websocket.accept(subprotocol="chat")
    else:
        await websocket.accept()
    await check_token(token)
    await echo(websocket)


# Several handlers behind one entry point.


async def handle_main(websocket, token):
    await check_token(token)
    await websocket.accept()
    await echo(websocket)


async def handle_other(websocket, token):
    await websocket.accept()
    await check_token(token)
    await echo(websocket)


@app.websocket("/modes")
async def modes(websocket: WebSocket, mode: str = "", token: str = ""):
    if mode == "main":
        await handle_main(websocket, token)
    else:
        await handle_other(websocket, token)


# Nothing is said where a check may come first: in a branch, or by something unknown that gets the connection.


@app.websocket("/refusing")
async def refusing(websocket: WebSocket, token: str = ""):
    if not token:
        await websocket.accept()
        await websocket.close(4401)
        return
    await check_token(token)
    await websocket.accept()
    await echo(websocket)


@app.websocket("/guarded")
async def guarded(websocket: WebSocket, token: str = ""):
    await vendor.guard(websocket)
    if token:
        await websocket.accept(subprotocol="chat")
    else:
        await websocket.accept()
    await check_token(token)
    await echo(websocket)


@app.websocket("/either")
async def either(websocket: WebSocket, token: str = "", public: bool = False):
    if public:
        await websocket.accept()
    else:
        await check_token(token)
        await websocket.accept()
    await echo(websocket)
