import uvicorn
from fastapi import FastAPI, WebSocket

app = FastAPI()


@app.websocket("/chat")
async def chat(websocket: WebSocket):
    await websocket.accept()
    await websocket.receive_text()


def run(port):
    uvicorn.run(app, port=port)
