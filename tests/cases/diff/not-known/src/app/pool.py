import outside

from app.manager import Manager


def find() -> Manager:
    return outside.find()


async def handle(websocket):
    manager = find()
    await manager.count()


def main():
    handle(outside.socket())
