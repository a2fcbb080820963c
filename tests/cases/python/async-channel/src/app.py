import anyio
import trio
from anyio.streams.memory import MemoryObjectReceiveStream


class Message:
    def show(self):
        print("message")


class Frame:
    def show(self):
        print("frame")


async def one():
    send, receive = anyio.create_memory_object_stream(10)
    await send.send(Message())
    (await receive.receive()).show()
    send.send_nowait(Message())
    receive.receive_nowait().show()


async def loop():
    send, receive = anyio.create_memory_object_stream[Frame]()
    async with receive:
        await send.send(Frame())
        async for frame in receive:
            frame.show()


async def of_trio():
    send_channel, receive_channel = trio.open_memory_channel(0)
    await send_channel.send(Frame())
    frame = await receive_channel.receive()
    frame.show()


async def declared(receive: MemoryObjectReceiveStream[Message]):
    async for message in receive:
        message.show()
