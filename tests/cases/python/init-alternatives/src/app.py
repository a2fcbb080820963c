from fastapi import FastAPI, WebSocket

from spare import Spare
from voices import Voice

app = FastAPI()


@app.websocket("/talk")
async def talk(websocket: WebSocket, voice: Voice, spare: Spare):
    await websocket.accept()
    await voice.open()
    await spare.reach()
    while True:
        await websocket.receive_text()
