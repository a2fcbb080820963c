from fastapi import FastAPI, WebSocket


class Guard:
    def __init__(self, app, guard):
        self.app = app
        self.guard = guard

    async def __call__(self, scope, receive, send):
        if scope["type"] != "websocket" or self.guard(scope):  # which may authenticate
            await self.app(scope, receive, send)


app = FastAPI()
app.add_middleware(Guard, guard=__import__("guards").guard)


@app.websocket("/ws")
async def talk(websocket: WebSocket):
    await websocket.accept()
    while True:
        print(await websocket.receive_text())
