import asyncio
import inspect


class Manager:
    def send(self, text):
        print(text)


async def make_manager():
    return Manager()


# Mistakes: nobody on the way awaits it.


def greet(manager, text):
    manager.send(text)


async def passed():
    greet(make_manager(), "a")
    greet(text="b", manager=make_manager())


class Keeper:
    def __init__(self, manager):
        self.kept = manager


class Handler:
    def __init__(self, manager):
        self.manager = manager

    def handle(self):
        self.manager.send("c")


async def stored():
    Handler(make_manager()).handle()


def get_manager(user):
    try:
        return make_manager()
    except ValueError:
        return None


async def returned(user):
    manager = get_manager(user)
    if manager:
        manager.send("d")


def get_declared() -> Manager:
    return make_manager()


async def joined(ready):
    manager = None
    if ready:
        manager = make_manager()
    if manager is not None:
        manager.send("e")


async def tested():
    manager = make_manager()
    if not manager:
        print("no manager")
    Keeper(manager)


def count_all():
    return len(make_manager())


# Right: somebody awaits it, or may do so.


async def use(coming):
    manager = await coming
    manager.send("f")


async def use_either(coming):
    if inspect.isawaitable(coming):
        coming = await coming
    coming.send("g")


async def passed_on():
    await use(make_manager())
    await use_either(make_manager())


class Later:
    def __init__(self, coming):
        self.coming = coming

    async def handle(self):
        manager = await self.coming
        manager.send("h")


def start():
    return make_manager()


async def started(ready):
    await Later(make_manager()).handle()
    manager = start()
    manager = await manager
    manager.send("i")
    coming = make_manager()
    if ready:
        coming = await coming
        coming.send("j")


async def kept(tasks):
    coming = make_manager()
    if coming:
        tasks.append(coming)
    await asyncio.gather(*tasks)


class Source:
    async def get(self) -> Manager:
        return Manager()


class Cached(Source):
    def get(self) -> Manager:
        return make_manager()
