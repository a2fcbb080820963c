class Job:
    def run(self):
        print("run")


def backwards():
    for job in reversed([Job()]):
        job.run()


def ordered():
    for job in sorted({Job()}):
        job.run()


def first():
    next(iter([Job()])).run()
