import jobs
from jobs import Job, in_background, retry


class Addon:
    on_stop = None

    def __init__(self, callback):
        self._callback = callback

    @Job("install")
    async def install(self):
        print("installed")

    @retry
    async def remove(self):
        print("removed")

    @in_background
    async def update(self):
        print("updated")

    @property
    def callback(self):
        return self._callback


class Store:
    def name(self):
        return "store"


class Manager:
    def __init__(self):
        self.addons = {"a": Addon(notify)}
        self.stores = {"b": Store()}

    def get(self, name):
        return self.addons[name] if name in self.addons else self.stores.get(name)


async def notify():
    print("notified")


# Mistakes: likely, for a decorator may be replaced.


async def forget(manager: Manager):
    addon = Addon(notify)
    addon.install()
    addon.remove()
    jobs.clean()
    found = manager.get("a")
    found.install()
    if addon.remove():
        print("removed")


# Right: it is awaited, started by the decorator, or a callback, which may be another.


async def remember(manager: Manager):
    addon = Addon(notify)
    await addon.install()
    addon.update()
    addon.callback()
    addon.on_stop = notify
    addon.on_stop()
    await jobs.clean()
