import jwt
from aiohttp import ClientSession, web


async def late(request: web.Request):
    socket = web.WebSocketResponse()
    await socket.prepare(request)
    jwt.decode(request.query["token"], "secret", algorithms=["HS256"])
    async for message in socket:
        await socket.send_str(message.data)
    return socket


async def early(request: web.Request):
    jwt.decode(request.query["token"], "secret", algorithms=["HS256"])
    socket = web.WebSocketResponse()
    await socket.prepare(request)
    async for message in socket:
        await socket.send_str(message.data)
    return socket


async def client(request: web.Request):
    async with ClientSession() as session:
        other = await session.ws_connect("wss://example.org/")
        jwt.decode(request.query["token"], "secret", algorithms=["HS256"])
        await other.send_str("hello")
    return web.Response()


application = web.Application()
application.add_routes([web.get("/late", late), web.get("/early", early), web.get("/client", client)])
