from contextlib import asynccontextmanager

from fastapi import FastAPI, WebSocket

from app.steps import check_disks, fill_caches, open_database, read_settings, start_services


@asynccontextmanager
async def lifespan(app):
    read_settings()
    open_database()
    fill_caches()
    check_disks()
    start_services()
    yield


app = FastAPI(lifespan=lifespan)


@app.websocket("/ws")
async def endpoint(socket: WebSocket):
    await socket.accept()
    while True:
        await socket.receive_text()
