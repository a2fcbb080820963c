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


def begin() -> None:
    return work()


def main(flag, manager):
    start(flag)  # certain: where it gives a coroutine, that is lost
    stop(manager)  # silent: what run_in_loop() made of _stop() need not give a coroutine
    begin()  # certain
