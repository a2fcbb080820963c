import threading

from django.core.management.base import BaseCommand


def tidy():
    print("tidy")


class Command(BaseCommand):
    def handle(self, *args, **options):
        threading.Thread(target=tidy).start()
