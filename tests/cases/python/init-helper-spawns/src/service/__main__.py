import asyncio

from websockets.asyncio.server import serve

from .tasks import spawn


async def sweep():
    while True:
        await asyncio.sleep(60)


async def push(connection):
    while True:
        await connection.send("tick")


async def greet(connection):
    spawn(push(connection))
    async for message in connection:
        print(message)


async def run():
    spawn(sweep())
    async with serve(greet, "", 8765) as server:
        await server.serve_forever()


asyncio.run(run())
