class Job:
    def rank(self):
        return 1

    def size(self):
        return 2


def by_rank(job):
    return job.rank()


def main():
    sorted([Job()], key=by_rank)
    sorted([Job()], key=lambda job: job.size())
