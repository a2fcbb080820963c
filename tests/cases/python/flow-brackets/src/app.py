class Worker:
    def run(self):
        pass

    def stop(self):
        pass


class Other:
    def run(self):
        pass


def loop():
    for (
        worker  # a comment
    ) in [Worker()]:
        worker.run()


def assign():
    (worker) = Worker()
    worker.stop()


def unpack():
    (worker,) = [Worker()]
    worker.run()


def narrow(worker=None, other=None):
    worker = worker or other
    if (
        # a comment
        isinstance(worker, Other)
    ):
        worker.run()


def shared():
    worker = Worker()

    def change():
        nonlocal \
            worker
        worker = Other()

    change()
    worker.run()


shared()
narrow(Worker(), Other())
