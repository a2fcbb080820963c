import _thread
import asyncio
import atexit
import hmac
import multiprocessing
import secrets
import signal
import threading
from concurrent.futures import ThreadPoolExecutor

import anyio
import anyio.from_thread
import anyio.to_process
import anyio.to_thread
import authlib.jose
import bcrypt
import dramatiq
import eventlet
import firebase_admin.auth
import flask_jwt_extended
import flask_login
import gevent
import jose.jwt
import jwt
import rq
import trio
import trio.from_thread
import trio.to_thread
import uvloop
from arq import create_pool
from asgiref.sync import async_to_sync, sync_to_async
from celery import Celery, shared_task
from django.contrib.auth import aauthenticate, authenticate
from fastapi.security import APIKeyCookie, APIKeyHeader, APIKeyQuery, HTTPBasic, HTTPBearer, OAuth2PasswordBearer
from fastapi.security import OAuth2AuthorizationCodeBearer, OpenIdConnect
from fastapi_users import FastAPIUsers
from google.oauth2 import id_token
from itsdangerous import URLSafeTimedSerializer
from passlib.context import CryptContext
from rest_framework_simplejwt.tokens import AccessToken, UntypedToken
from starlette.authentication import requires
from starlette.middleware.authentication import AuthenticationMiddleware


def work():
    pass


async def run():
    pass


@shared_task
def job():
    pass


@dramatiq.actor
def act():
    pass


async def authenticates(token, request, loop):
    jwt.decode(token)
    jose.jwt.decode(token)
    authlib.jose.jwt.decode(token)
    authlib.jose.JsonWebToken().decode(token)
    authenticate(request)
    await aauthenticate(request)
    AccessToken(token)
    UntypedToken(token)
    flask_jwt_extended.verify_jwt_in_request()
    flask_jwt_extended.decode_token(token)
    URLSafeTimedSerializer("x").loads(token)
    id_token.verify_oauth2_token(token)
    firebase_admin.auth.verify_id_token(token)
    hmac.compare_digest(token, token)
    secrets.compare_digest(token, token)
    CryptContext().verify(token, token)
    bcrypt.checkpw(token, token)
    FastAPIUsers(None, []).current_user()
    await OAuth2PasswordBearer("x")(request)
    await OAuth2AuthorizationCodeBearer("x", "y")(request)
    await HTTPBearer()(request)
    await HTTPBasic()(request)
    await APIKeyHeader()(request)
    await APIKeyQuery()(request)
    await APIKeyCookie()(request)
    await OpenIdConnect()(request)


async def waits(loop: asyncio.AbstractEventLoop):
    await asyncio.wait_for(run(), 1)
    await asyncio.shield(run())
    await asyncio.gather(run())
    await asyncio.wait([run()])
    asyncio.create_task(run())
    asyncio.ensure_future(run())
    loop.create_task(run())
    async with asyncio.TaskGroup() as group:
        group.create_task(run())
    await asyncio.to_thread(work)
    await loop.run_in_executor(None, work)
    ThreadPoolExecutor().submit(work)
    ThreadPoolExecutor().map(work, [])
    await sync_to_async(work)()
    await anyio.to_thread.run_sync(work)
    await anyio.to_process.run_sync(work)
    await trio.to_thread.run_sync(work)
    asyncio.run_coroutine_threadsafe(run(), loop)
    loop.call_soon_threadsafe(work)
    anyio.from_thread.run(run)
    anyio.from_thread.run_sync(work)
    trio.from_thread.run(run)
    loop.call_soon(work)
    loop.call_later(1, work)
    loop.call_at(1, work)
    loop.add_reader(0, work)
    loop.add_signal_handler(1, work)
    async with anyio.create_task_group() as nursery:
        nursery.start_soon(run)
        await nursery.start(run)
    await asyncio.start_server(run)
    await loop.create_server(work)


def starts(loop: asyncio.AbstractEventLoop, queue: rq.Queue):
    asyncio.run(run())
    asyncio.Runner().run(run())
    loop.run_until_complete(run())
    loop.run_forever()
    anyio.run(run)
    trio.run(run)
    async_to_sync(run)()
    uvloop.run(run())
    signal.signal(1, work)
    atexit.register(work)
    threading.Thread(target=work).start()
    threading.Timer(1, work).start()
    multiprocessing.Process(target=work).start()
    _thread.start_new_thread(work)
    gevent.spawn(work)
    eventlet.spawn(work)
    job.delay()
    job.apply_async()
    act.send()
    queue.enqueue(work)
    with anyio.from_thread.start_blocking_portal() as portal:
        portal.call(run)
        portal.start_task_soon(run)


@flask_login.login_required
@flask_jwt_extended.jwt_required()
@requires("x")
def guarded():
    pass


app = AuthenticationMiddleware(None, backend=work)
