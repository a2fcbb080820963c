from typing import Annotated

from fastapi import APIRouter, Depends
from pydantic import BaseModel

from chat.auth.dependencies import require_admin
from chat.managers import get_websocket_manager
from chat.services.announcements import announce

router = APIRouter()


class Announcement(BaseModel):
    text: str


@router.get("/users")
async def list_users(admin: Annotated[str, Depends(require_admin)]):
    return {"users": get_websocket_manager().users()}


@router.post("/broadcast")
async def broadcast(body: Announcement, admin: Annotated[str, Depends(require_admin)]):
    return {"delivered": await announce(body.text, sender=admin)}
