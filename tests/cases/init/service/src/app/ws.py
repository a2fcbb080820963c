from fastapi import FastAPI, WebSocket

from app.manager import ManagerV2

app = FastAPI()


@app.get("/")
async def index():
    return {}


@app.websocket("/ws")
async def endpoint(websocket: WebSocket):
    await ManagerV2().connect(websocket)
