from fastapi import FastAPI, WebSocket

from app.manager import get_manager

app = FastAPI()


@app.websocket("/ws")
async def chat(socket: WebSocket):
    found = get_manager()
    await found.connect(socket)
    await listen(socket)


async def listen(socket: WebSocket):
    while True:
        text = await socket.receive_text()
        count_words(text)


def count_words(text):
    return len(text.strip().split()) + text.count("-")
