"""Messages from the operators to everybody."""

from chat.websocket import get_websocket_manager


async def announce(text: str, sender: str) -> int:
    manager = await get_websocket_manager()
    return await manager.broadcast({"type": "announcement", "from": sender, "text": text})
