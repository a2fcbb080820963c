from fastapi import FastAPI, WebSocket
from starlette.middleware.authentication import AuthenticationMiddleware

from backends import Backend

app = FastAPI()
app.add_middleware(AuthenticationMiddleware, backend=Backend())


@app.websocket("/ws")
async def talk(websocket: WebSocket):
    await websocket.accept()
    while True:
        print(await websocket.receive_text())
