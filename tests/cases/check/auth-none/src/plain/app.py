from fastapi import Depends, FastAPI, WebSocket
from fastapi.middleware.cors import CORSMiddleware


class Log:
    def __init__(self, app):
        self.app = app

    async def __call__(self, scope, receive, send):
        if scope["type"] == "websocket":
            print("a connection")
        await self.app(scope, receive, send)


app = FastAPI()
app.add_middleware(Log)
app.add_middleware(CORSMiddleware, allow_origins=["*"])


def get_settings():
    return {}


def get_store(settings=Depends(get_settings)):
    return settings


@app.get("/")
async def index(store=Depends(get_store)):
    return store


@app.websocket("/ws")
async def talk(websocket: WebSocket):  # anybody may
    await websocket.accept()
    while True:
        print(await websocket.receive_text())
