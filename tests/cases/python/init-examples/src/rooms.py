from fastapi import APIRouter, WebSocket

router = APIRouter()


@router.websocket("/rooms")
async def room(websocket: WebSocket):
    await websocket.accept()
