from fastapi import FastAPI, WebSocket


class WebSocketManager:
    async def connect(self, websocket: WebSocket):
        await websocket.accept()


class WebSocketRelay:
    async def connect(self, websocket: WebSocket):
        await websocket.accept()


class Places:
    def __init__(self):
        self.things = []

    def put(self, thing):
        self.things.append(thing)

    def last(self):
        return self.things[-1]


def open_manager():
    return WebSocketManager()


def either(relayed):
    return WebSocketRelay() if relayed else WebSocketManager()


places = Places()
places.put(open_manager())
places.put(either(True))
app = FastAPI()


@app.websocket("/ws")
async def endpoint(websocket: WebSocket):
    await places.last().connect(websocket)
