from chat.manager import get_manager


async def greet(name):
    text = f"größer 𝔸 {name}"; manager = await get_manager()
    manager.send(text)


async def notify(name):
    manager = await get_manager()  # seamap: ignore[await-sync] shown to be suppressed
    manager.send(name)


async def remind(name):
    notify(name)  # seamap: ignore[await-sync] the wrong rule
    await greet(name)
