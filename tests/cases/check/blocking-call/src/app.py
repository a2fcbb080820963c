import asyncio
import queue
import shutil
import socket
import subprocess
import threading
import time
from concurrent.futures import Future

lock = threading.Lock()
jobs = queue.Queue()


def work():
    subprocess.run(["true"])


def outer():
    work()


async def direct():
    time.sleep(1)
    time.sleep(0)


async def nearest():
    outer()


async def farther():
    await nearest()
    outer()


async def in_thread():
    await asyncio.to_thread(blocks_in_thread)
    await asyncio.get_running_loop().run_in_executor(None, lambda: time.sleep(1))


def blocks_in_thread():
    time.sleep(1)


async def does_not_wait():
    lock.acquire(False)
    jobs.get(block=False)
    jobs.put(1)
    socket.getaddrinfo("127.0.0.1", 80, 0, 0, 0, socket.AI_NUMERICHOST)


async def waits():
    lock.acquire()
    jobs.get(timeout=5)


def nobody_knows(function):
    function()


async def handed():
    nobody_knows(outer)


if __name__ == "__main__":
    time.sleep(1)


async def asks_another(task, url):
    if task.done():  # says nothing of what follows
        time.sleep(1)


async def asks_this(future: Future):
    return future.result() if future.done() else None


async def own_address():
    probe = socket.socket(socket.AF_INET, socket.SOCK_DGRAM)
    probe.connect(("10.255.255.255", 1))  # silent: sends nothing
    probe.recv(100)


async def copies():
    shutil.copyfile("a", "b")


async def keeps_upload(source, path):
    with open(path, "wb") as target:
        shutil.copyfileobj(source, target)
