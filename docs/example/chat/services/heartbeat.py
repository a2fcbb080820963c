import asyncio

from chat.websocket import get_websocket_manager_async


async def run_heartbeat(interval: float):
    """Keep idle sockets open through proxies that close them."""
    while True:
        await asyncio.sleep(interval)
        manager = await get_websocket_manager_async()
        await manager.broadcast({"type": "ping"})
