import socketio

server = socketio.AsyncServer()
app = socketio.ASGIApp(server)


@server.event
async def connect(sid, environ, auth):
    await server.save_session(sid, auth)


@server.on("say")
async def say(sid, data):
    await server.emit("said", data)


async def added(sid, data):
    await server.disconnect(sid)


async def work():
    pass


class Room(socketio.AsyncNamespace):
    async def on_connect(self, sid, environ):
        await self.emit("welcome")


server.on("added", handler=added)
server.register_namespace(Room("/room"))
server.start_background_task(work)
