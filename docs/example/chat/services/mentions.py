"""Tells people that somebody wrote @their-name."""

import re

from chat.managers import WebSocketManager

MENTION = re.compile(r"@(\w+)")


async def notify_mentions(sender: str, text: str) -> None:
    manager = WebSocketManager.instance()
    for user in MENTION.findall(text):
        await manager.send_to_user(user, {"type": "mention", "from": sender, "text": text})
