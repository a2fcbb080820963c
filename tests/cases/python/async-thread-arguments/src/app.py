import threading
from concurrent.futures import ThreadPoolExecutor


def one():
    print("one")


def two():
    print("two")


def three():
    print("three")


def run(step):
    step()


def watch(*, step):
    step()


def work(step):
    step()


def main():
    threading.Thread(target=run, args=(one,)).start()
    threading.Thread(target=watch, kwargs={"step": two}).start()
    with ThreadPoolExecutor() as pool:
        pool.submit(work, three)
