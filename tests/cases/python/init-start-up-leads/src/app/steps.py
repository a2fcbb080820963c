import asyncio

from app.manager import make_manager


def read_settings():
    begin("settings")


def open_database():
    begin("database")


def fill_caches():
    begin("caches")


def check_disks():
    begin("disks")


def start_services():
    make_manager()


def begin(name):
    asyncio.create_task(watch(name))


async def watch(name):
    print(name)
