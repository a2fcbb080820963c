from fastapi import APIRouter, FastAPI

router = APIRouter()


async def by_api(websocket):
    pass


async def by_route(websocket):
    await websocket.accept()


@router.websocket_route("/decorated")
async def by_decorator(websocket):
    await websocket.accept()


router.add_api_websocket_route("/api", by_api)
app = FastAPI()
app.add_websocket_route("/route", by_route)
app.include_router(router)
