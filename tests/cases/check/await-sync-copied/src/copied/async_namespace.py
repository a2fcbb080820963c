from socketio import base_namespace


class AsyncNamespace(base_namespace.BaseServerNamespace):
    async def emit(self, event):
        return await self.server.emit(event)
