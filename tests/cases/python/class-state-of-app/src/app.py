from contextlib import asynccontextmanager

from fastapi import FastAPI, WebSocket


class Manager:
    async def connect(self, websocket):
        print(websocket)


@asynccontextmanager
async def lifespan(app: FastAPI):
    app.state.manager = Manager()
    yield


app = FastAPI(lifespan=lifespan)


@app.websocket("/ws")
async def endpoint(websocket: WebSocket):
    manager = websocket.app.state.manager
    await manager.connect(websocket)
