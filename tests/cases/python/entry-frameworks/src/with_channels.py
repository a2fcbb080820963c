from channels.auth import AuthMiddlewareStack
from channels.generic.websocket import AsyncWebsocketConsumer, WebsocketConsumer
from channels.routing import ProtocolTypeRouter, URLRouter
from django.urls import re_path


class Chat(AsyncWebsocketConsumer):
    async def connect(self):
        await self.accept()
        await self.channel_layer.group_add("room", self.channel_name)

    async def receive(self, text_data=None, bytes_data=None):
        await self.send(text_data)

    async def disconnect(self, code):
        await self.close()


class Slow(WebsocketConsumer):
    def connect(self):
        self.accept()


application = ProtocolTypeRouter({"websocket": AuthMiddlewareStack(URLRouter([
    re_path("chat", Chat.as_asgi()),
    re_path("slow", Slow.as_asgi()),
]))})
