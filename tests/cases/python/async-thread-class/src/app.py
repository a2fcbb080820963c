import multiprocessing
import threading
from threading import Thread


class Worker(threading.Thread):
    def run(self):
        self.work()

    def work(self):
        print("work")


class Quick(Worker):
    pass


class Other(Worker):
    def run(self):
        print("other")


class Apart(multiprocessing.Process):
    def run(self):
        print("apart")


def at_once():
    Worker().start()


def inherited():
    worker = Quick(daemon=True)
    worker.start()
    worker.join()


def overridden():
    Other().start()


def process():
    Apart().start()


def target():
    print("target")


def plain():
    thread = Thread(target=target)
    thread.start()
