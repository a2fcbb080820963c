from fastapi import FastAPI, WebSocket


class Manager:
    async def connect(self, websocket):
        await websocket.accept()


def create_manager() -> Manager:
    return Manager()


manager = create_manager()
app = FastAPI()


@app.websocket("/ws")
async def endpoint(websocket: WebSocket):
    await manager.connect(websocket)
