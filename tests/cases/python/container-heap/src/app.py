import bisect
import heapq


class Job:
    def run(self):
        print("run")

    def __lt__(self, other):
        return True


def by_heap():
    heap = []
    heapq.heappush(heap, (1, Job()))
    heapq.heappop(heap)[1].run()


def by_insertion():
    jobs = []
    bisect.insort(jobs, Job())
    jobs[0].run()


def size(job):
    return 1


def largest(job: Job):
    for each in heapq.nlargest(1, [job], key=size):
        each.run()
