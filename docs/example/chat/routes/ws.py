"""The chat itself: one socket, messages in and out."""

import asyncio
import logging
from typing import Annotated

from fastapi import APIRouter, Depends, WebSocket, WebSocketDisconnect

from chat.auth.dependencies import current_user
from chat.auth.tokens import InvalidToken, verify_token
from chat.config import get_settings
from chat.services.mentions import notify_mentions
from chat.websocket import get_websocket_manager
from chat.websocket.manager import TooManyConnections

router = APIRouter()
logger = logging.getLogger(__name__)

_background = set()


@router.websocket("/ws")
async def chat_endpoint(websocket: WebSocket, user: Annotated[str, Depends(current_user)]):
    # Proxies have been seen to hold handshakes back until the token was stale.
    try:
        verify_token(websocket.query_params.get("token"))
    except InvalidToken:
        await websocket.close(code=4401)
        return

    manager = get_websocket_manager()
    try:
        await manager.connect(user, websocket)
    except TooManyConnections:
        await websocket.close(code=4429)
        return

    history = websocket.app.state.history
    try:
        await replay(websocket, history)
        await manager.broadcast({"type": "joined", "user": user})
        while True:
            text = await websocket.receive_text()
            await handle_message(manager, history, user, text)
    except WebSocketDisconnect:
        logger.info("%s left", user)
    finally:
        await manager.disconnect(user, websocket)
        await manager.broadcast({"type": "left", "user": user})


async def replay(websocket, history):
    for row in await asyncio.to_thread(history.recent, get_settings().history_size):
        await websocket.send_json({"type": "message", **row})


async def handle_message(manager, history, user: str, text: str):
    await asyncio.to_thread(history.append, user, text)
    await manager.broadcast({"type": "message", "user": user, "text": text})

    task = asyncio.create_task(notify_mentions(user, text))
    _background.add(task)
    task.add_done_callback(_background.discard)
