"""Other ways to wait: asgiref, anyio, trio, tornado, Twisted, gevent, celery."""
import asyncio
import threading

import anyio
import gevent
import tornado.gen
import tornado.ioloop
import trio
from anyio import from_thread, to_thread
from asgiref.sync import async_to_sync, sync_to_async
from celery import Celery, shared_task
from tornado.concurrent import Future
from tornado.httpclient import AsyncHTTPClient
from twisted.internet import defer, reactor, threads
from twisted.internet.defer import Deferred, ensureDeferred, inlineCallbacks
from starlette.concurrency import run_in_threadpool
from fastapi.concurrency import run_in_threadpool as in_pool

celery = Celery("a")


def read(path):
    return open(path).read()


async def read_slowly(path):
    await asyncio.sleep(1)
    return path


@sync_to_async
def asked(path):
    return read(path)


@async_to_sync
async def asked_back(path):
    return await read_slowly(path)


@sync_to_async(thread_sensitive=True)
def asked_with(path):
    return read(path)


async def with_asgiref():
    await sync_to_async(read)("a")
    await sync_to_async(read, thread_sensitive=False)("a")
    await asked("a")
    await asked_with("a")
    reading = sync_to_async(read)
    await reading("a")


def with_asgiref_back():
    print(asked_back("a").upper())
    print(async_to_sync(read_slowly)("a").upper())


async def with_anyio():
    await to_thread.run_sync(read, "a")
    await anyio.to_thread.run_sync(read, "a")
    async with anyio.create_task_group() as group:
        group.start_soon(read_slowly, "a")
        await group.start(with_status)
        group.cancel_scope.cancel()
    with anyio.move_on_after(1):
        await anyio.sleep(2)
    with anyio.fail_after(1) as scope:
        print(scope.cancel_called)
    send, receive = anyio.create_memory_object_stream(1)
    async with send, receive:
        await send.send(1)
        send.send_nowait(2)
        async for item in receive:
            print(item)
    event = anyio.Event()
    event.set()
    await event.wait()


async def with_status(*, task_status=anyio.TASK_STATUS_IGNORED):
    task_status.started()


def with_anyio_back():
    print(from_thread.run(read_slowly, "a").upper())
    with from_thread.start_blocking_portal() as portal:
        print(portal.call(read_slowly, "a").upper())
        portal.start_task_soon(read_slowly, "a").result()


async def with_trio():
    async with trio.open_nursery() as nursery:
        nursery.start_soon(read_slowly, "a")
    with trio.move_on_after(3):
        await trio.sleep(1)
    await trio.to_thread.run_sync(read, "a")
    send, receive = trio.open_memory_channel(0)
    await send.send(1)
    event = trio.Event()
    event.set()
    await event.wait()


@tornado.gen.coroutine
def with_tornado():
    body = yield read_by_tornado("a")
    raise tornado.gen.Return(body)


@tornado.gen.coroutine
def read_by_tornado(url):
    response = yield AsyncHTTPClient().fetch(url)
    return response.body


def fetch_by_tornado(url):
    future = Future()
    future.set_result(url)
    return future


async def with_tornado_awaited():
    await with_tornado()
    await read_by_tornado("a")
    await fetch_by_tornado("a")
    await AsyncHTTPClient().fetch("a")
    await tornado.gen.sleep(1)
    await tornado.gen.multi([read_by_tornado("a"), read_by_tornado("b")])
    tornado.ioloop.IOLoop.current().add_callback(read_by_tornado, "a")
    tornado.ioloop.IOLoop.current().spawn_callback(read_slowly, "a")


@inlineCallbacks
def with_twisted():
    body = yield threads.deferToThread(read, "a")
    defer.returnValue(body)


def later(seconds):
    deferred = Deferred()
    reactor.callLater(seconds, deferred.callback, None)
    return deferred


async def with_twisted_awaited():
    await with_twisted()
    await later(1)
    await defer.succeed(1)
    await defer.gatherResults([later(1), later(2)])


def start_twisted():
    ensureDeferred(with_twisted_awaited())
    defer.Deferred.fromCoroutine(with_twisted_awaited())


def with_gevent():
    gevent.spawn(read, "a").join()
    gevent.sleep(1)


@celery.task
def add(x, y):
    return x + y


@shared_task(bind=True)
def multiply(self, x, y):
    return x * y


@celery.task
async def never_here():
    return 1


async def with_celery():
    add.delay(1, 2)
    multiply.apply_async((1, 2))
    result = add.delay(1, 2)
    print(result.get())
    add.s(1, 2).apply_async()
    never_here.delay()


async def with_pools():
    print(await run_in_threadpool(read, "a"))
    print(await in_pool(read, "a"))
    loop = asyncio.get_running_loop()
    print(await loop.run_in_executor(None, read, "a"))
    asyncio.run_coroutine_threadsafe(read_slowly("a"), loop)
    loop.call_soon_threadsafe(loop.create_task, read_slowly("a"))
    loop.call_soon(asyncio.ensure_future, read_slowly("a"))


def in_thread():
    threading.Thread(target=asyncio.run, args=(read_slowly("a"),)).start()
    threading.Thread(target=lambda: asyncio.run(read_slowly("a"))).start()
    loop = asyncio.new_event_loop()
    loop.run_until_complete(read_slowly("a"))
    loop.create_task(read_slowly("a"))
    loop.run_forever()
