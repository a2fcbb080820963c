from fastapi import APIRouter, WebSocket

router = APIRouter()


class Chat:
    def __init__(self):
        router.websocket("/ws")(self.handler)

    async def handler(self, websocket: WebSocket):
        self.greet()

    def greet(self):
        print("hello")


Chat()
