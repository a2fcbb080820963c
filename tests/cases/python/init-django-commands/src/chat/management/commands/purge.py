import threading

from django.core.management.base import BaseCommand


def purge():
    print("purge")


class Command(BaseCommand):
    def handle(self, *args, **options):
        threading.Thread(target=purge).start()
