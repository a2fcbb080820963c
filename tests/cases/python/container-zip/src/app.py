class Job:
    def run(self):
        print("run")


class Guard:
    def check(self):
        print("check")


def numbered():
    for index, job in enumerate([Job()]):
        job.run()


def paired():
    for job, guard in zip([Job()], [Guard()]):
        guard.check()


def table():
    jobs = dict(zip(("a",), (Job(),)))
    jobs["a"].run()
