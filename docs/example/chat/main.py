"""The application and how it is started."""

import logging

import uvicorn
from fastapi import FastAPI

from chat import __version__
from chat.auth.middleware import JWTMiddleware
from chat.lifespan import lifespan
from chat.routes import admin, login, ws


def create_app() -> FastAPI:
    app = FastAPI(title="chat", version=__version__, lifespan=lifespan)
    app.add_middleware(JWTMiddleware)
    app.include_router(login.router)
    app.include_router(ws.router)
    app.include_router(admin.router, prefix="/admin")
    return app


app = create_app()


def run():
    """Entry point of the `chat` command."""
    logging.basicConfig(level=logging.INFO)
    uvicorn.run(app, host="127.0.0.1", port=8000)


if __name__ == "__main__":
    run()
