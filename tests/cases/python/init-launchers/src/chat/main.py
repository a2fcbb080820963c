from contextlib import asynccontextmanager

from fastapi import FastAPI, WebSocket


@asynccontextmanager
async def lifespan(app):
    app.state.rooms = {}
    yield


def create_app():
    app = FastAPI(lifespan=lifespan)
    app.add_api_websocket_route("/chat", chat)
    return app


async def chat(websocket: WebSocket):
    await websocket.accept()
    async for text in websocket.iter_text():
        await websocket.send_text(text)


if __name__ == "__main__":
    print("start it with uvicorn")
