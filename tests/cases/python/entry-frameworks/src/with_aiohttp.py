from aiohttp import web

routes = web.RouteTableDef()


@routes.get("/decorated")
async def decorated(request):
    socket = web.WebSocketResponse()
    await socket.prepare(request)
    async for message in socket:
        await socket.send_str(message.data)
    return socket


async def by_get(request):
    pass


async def by_route(request):
    pass


async def in_list(request):
    pass


async def open_store(app):
    pass


async def close_store(app):
    pass


def main():
    app = web.Application()
    app.router.add_get("/get", by_get)
    app.router.add_route("GET", "/route", by_route)
    app.add_routes([web.get("/list", in_list)])
    app.add_routes(routes)
    app.on_startup.append(open_store)
    app.on_cleanup.append(close_store)
    web.run_app(app)
