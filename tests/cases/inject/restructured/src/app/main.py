from fastapi import FastAPI, WebSocket

from app.rooms import get_rooms

app = FastAPI()


@app.websocket("/ws")
async def chat(websocket: WebSocket):
    rooms = get_rooms()
    await rooms.join(websocket)
