from quart import Quart, websocket
from quart.utils import run_sync

app = Quart(__name__)


def compute():
    pass


@app.before_serving
async def prepare():
    pass


@app.before_websocket
async def check():
    pass


@app.websocket("/decorated")
async def decorated():
    await websocket.accept()
    while True:
        await run_sync(compute)()
        await websocket.send(await websocket.receive())


async def added():
    await websocket.close(1000)


app.add_websocket("/added", "added", added)
