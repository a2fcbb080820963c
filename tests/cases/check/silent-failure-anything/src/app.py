from fastapi import FastAPI, WebSocket

app = FastAPI()


class Waiting:
    def __init__(self, coroutine):
        self.coroutine = coroutine

    def __await__(self):
        return self.coroutine.__await__()


async def count(name):
    return len(name)


def later(name):
    return Waiting(count(name))


async def quiet(name):
    try:
        await later(name)  # a count, though a Waiting may wait for a message, too
    except Exception:
        pass


async def silent(websocket: WebSocket):
    try:
        await websocket.send_text("")
    except Exception:
        pass


@app.websocket("/rooms")
async def rooms(websocket: WebSocket):
    await websocket.accept()
    await quiet("door")
    await Waiting(websocket.receive_text())
    await Waiting(talk(websocket))
    await silent(websocket)


async def talk(websocket: WebSocket):
    await websocket.send_text("")
