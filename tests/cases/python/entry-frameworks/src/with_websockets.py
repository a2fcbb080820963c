import asyncio

import websockets
from websockets.sync.server import serve as serve_in_threads


def check(connection, request):
    pass


async def echo(socket):
    async for message in socket:
        await socket.send(message)
    await socket.close()


def echo_in_thread(socket):
    for message in socket:
        socket.send(message)


async def main():
    async with websockets.serve(echo, "", 8000, process_request=check) as server:
        await server.serve_forever()


def main_in_threads():
    with serve_in_threads(echo_in_thread, "", 8001) as server:
        server.serve_forever()


if __name__ == "__main__":
    asyncio.run(main())
