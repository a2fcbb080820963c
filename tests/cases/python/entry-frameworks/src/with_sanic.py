from sanic import Sanic

app = Sanic("chat")


@app.websocket("/decorated")
async def decorated(request, socket):
    while True:
        await socket.send(await socket.recv())


async def added(request, socket):
    await socket.close()


@app.listener("before_server_start")
async def prepare(app):
    pass


@app.on_request
async def check(request):
    pass


app.add_websocket_route(added, "/added")
