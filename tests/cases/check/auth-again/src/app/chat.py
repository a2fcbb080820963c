from fastapi import Depends, FastAPI, WebSocket

from app.tokens import get_current_user, look_at, user_of

app = FastAPI()


@app.websocket("/itself")
async def itself(websocket: WebSocket, user: str = Depends(get_current_user)):
    get_current_user(websocket.query_params["token"])
    await websocket.accept()
    while True:
        await websocket.send_text(await websocket.receive_text())


@app.websocket("/inside")
async def inside(websocket: WebSocket, user: str = Depends(user_of)):
    look_at(websocket.query_params["token"])
    await websocket.accept()
    while True:
        await websocket.send_text(await websocket.receive_text())


@app.websocket("/once")
async def once(websocket: WebSocket):
    look_at(websocket.query_params["token"])
    await websocket.accept()
    while True:
        await websocket.send_text(await websocket.receive_text())
