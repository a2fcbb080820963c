"""Functions that give a coroutine, or None, or what nobody knows."""
from elsewhere import run_in_loop


async def work():
    return 1


class Manager:
    async def _stop(self) -> None:
        return None

    stop = run_in_loop(_stop)


class AsyncManager(Manager):
    stop = Manager._stop


def start(flag):
    if flag:
        return work()
    return None


def stop(manager: Manager) -> None:
    return manager.stop()


def either(in_loop):
    def choose(function):
        def wrapper():
            return (function if run_in_loop else in_loop)()

        return wrapper

    return choose


@either(work)
def load():
    return run_in_loop(1)


def load_list() -> list:
    return load()


def begin() -> None:
    return work()


def main(flag, manager):
    start(flag)  # certain: where it gives a coroutine, that is lost
    stop(manager)  # silent: what run_in_loop() made of _stop() need not give a coroutine
    load_list()[0]  # silent: what run_in_loop() gives is none, whatever load_list() is declared to return
    begin()  # certain
