class Job:
    def rank(self):
        return 1

    def run(self):
        print("run")


def by_rank(job):
    return job.rank()


def in_place():
    jobs = [Job()]
    jobs.sort(key=by_rank)


def largest():
    max([Job()], key=by_rank).run()


def smallest():
    min(Job(), Job(), key=lambda job: job.rank()).run()
