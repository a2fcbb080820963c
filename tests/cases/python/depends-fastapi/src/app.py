from typing import Annotated

from fastapi import Depends, FastAPI, WebSocket

from services import Manager, get_manager, get_user

app = FastAPI()
CurrentUser = Annotated[str, Depends(get_user)]


@app.get("/users")
def users(manager: Manager = Depends(get_manager)):
    manager.count()
    return {}


@app.websocket("/ws")
async def endpoint(websocket: WebSocket, manager: Annotated[Manager, Depends(get_manager)], user: CurrentUser):
    await manager.connect(user)
