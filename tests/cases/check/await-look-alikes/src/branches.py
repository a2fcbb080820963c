"""Functions that are chosen: in branches, by a version, by what is installed, by a table."""
import asyncio
import sys

try:
    from fast_json import load_async as load
except ImportError:
    def load(text):
        return asyncio.sleep(0, text)

if sys.platform == "win32":
    async def wait_for_child(pid):
        return pid
else:
    async def wait_for_child(pid):
        await asyncio.sleep(0)
        return pid

if sys.version_info >= (3, 11):
    def timeout(seconds):
        return asyncio.timeout(seconds)
else:
    from async_timeout import timeout

if sys.version_info >= (3, 9):
    to_thread = asyncio.to_thread
else:
    async def to_thread(function, *args):
        return await asyncio.get_event_loop().run_in_executor(None, function, *args)

try:
    import uvloop
except ImportError:
    uvloop = None


async def by_wire(key):
    return key


def by_hand(key):
    return key


def pick(name):
    if name == "wire":
        function = by_wire
    else:
        function = by_hand
    return function


HANDLERS = {"wire": by_wire, "hand": by_hand}


async def dispatch(name, key):
    handler = HANDLERS[name]
    result = handler(key)
    if asyncio.iscoroutine(result):
        result = await result
    return result


async def dispatch_asked(name, key):
    handler = HANDLERS[name]
    if asyncio.iscoroutinefunction(handler):
        return await handler(key)
    return handler(key)


async def dispatch_tried(name, key):
    result = HANDLERS[name](key)
    try:
        return await result
    except TypeError:
        return result


async def dispatch_by_attribute(name, key):
    result = HANDLERS[name](key)
    if hasattr(result, "__await__"):
        return await result
    return result


async def helper(result):
    if isinstance(result, asyncio.Future):
        return await result
    return result


async def optional(callback=None):
    if callback is not None:
        await callback(1)


async def optional_default(callback=by_wire):
    await callback(1)


async def with_null(client=None):
    client = client or NullClient()
    await client.get("a")


class NullClient:
    async def get(self, key):
        return key


class Mode:
    def __init__(self, is_async):
        self.is_async = is_async
        self.get = self._get_async if is_async else self._get

    def _get(self, key):
        return key

    async def _get_async(self, key):
        return key

    async def read(self, key):
        if self.is_async:
            return await self.get(key)
        return self.get(key)


class Plugin:
    setup = None

    async def start(self):
        if self.setup:
            await self.setup()


class Chosen:
    if sys.platform == "linux":
        async def wait(self):
            return 1
    else:
        async def wait(self):
            return 2


async def all_of_it():
    print(await load("a"))
    print(await wait_for_child(1))
    async with timeout(3):
        await to_thread(print, 1)
    await pick("wire")(1)
    await helper(by_hand(1))
    await optional(by_wire)
    await optional_default()
    await with_null()
    await Mode(True).read("a")
    await Chosen().wait()
    await dispatch("wire", 1)
    await dispatch_asked("hand", 1)
    await dispatch_tried("hand", 1)
    await dispatch_by_attribute("hand", 1)
    plugin = Plugin()
    plugin.setup = with_null
    await plugin.start()
