from channels.generic.websocket import AsyncWebsocketConsumer


class ChatConsumer(AsyncWebsocketConsumer):
    async def connect(self):
        await self.accept()

    async def receive(self, text_data):
        await self.send(text_data)

    async def disconnect(self, code):
        await self.close()


class RoomConsumer(ChatConsumer):
    pass


class SeldomConsumer(ChatConsumer):
    pass
