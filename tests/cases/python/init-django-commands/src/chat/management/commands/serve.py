import uvicorn
from django.core.management.base import BaseCommand

from chat.asgi import application


class Command(BaseCommand):
    def handle(self, *args, **options):
        uvicorn.run(application)
