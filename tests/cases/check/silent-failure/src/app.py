import asyncio
from fastapi import WebSocket

async def push(ws: WebSocket):
    await ws.send_text("x")

async def safe(ws: WebSocket):
    try:
        await ws.send_text("x")
    except Exception as e:
        print(e)

async def a(ws: WebSocket):
    asyncio.create_task(push(ws))
    asyncio.create_task(safe(ws))
    await asyncio.gather(push(ws), push(ws), return_exceptions=True)
    r = await asyncio.gather(push(ws), push(ws), return_exceptions=True)
    print(r)

async def all(wss: list[WebSocket]):
    await asyncio.gather(*[push(w) for w in wss], return_exceptions=True)
    await asyncio.gather(*(push(w) for w in wss), return_exceptions=True)

async def b(ws: WebSocket):
    try:
        await push(ws)
    except Exception:
        pass
    try:
        await push(ws)
    except:
        x = 3
        print(x)
    while True:
        try:
            await ws.receive_text()
        except (ValueError, Exception):
            continue
async def c(ws: WebSocket):
    ok = True
    try:
        await push(ws)
    except Exception:
        ok = False
    return ok
async def d(self, ws: WebSocket):
    try:
        await push(ws)
    except Exception:
        self.errors += 1
async def e(self, ws: WebSocket):
    try:
        await push(ws)
    except Exception as exc:
        self.last = exc
async def f(ws: WebSocket):
    try:
        await push(ws)
    except Exception as exc:
        return None


async def ends(ws: WebSocket):
    try:
        await ws.receive_text()
    finally:
        try:
            await ws.send_text("bye")
        except Exception:
            pass


async def tells(ws: WebSocket):
    try:
        await ws.receive_text()
    except Exception as error:
        try:
            await ws.send_text(str(error))
        except Exception:
            pass


async def disconnect(ws: WebSocket):
    try:
        await ws.send_text("bye")
        await ws.close()
    except Exception:
        pass


async def stops(tasks, ws: WebSocket):
    task = asyncio.create_task(push(ws))
    task.cancel()
    await asyncio.gather(push(ws), return_exceptions=True)
    try:
        await push(ws)
    except asyncio.CancelledError:
        pass


async def ends(ws: WebSocket):
    while True:
        try:
            await push(ws)
        except Exception:
            break


async def goes_on(ws: WebSocket):
    while True:
        try:
            await push(ws)
        except Exception:
            continue

async def dots(ws: WebSocket):
    try:
        await ws.send_text("x")
    except Exception:
        ...
