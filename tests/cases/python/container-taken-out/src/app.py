from collections import deque


class Job:
    def run(self):
        print("run")


def from_list():
    jobs = [Job()]
    jobs.pop().run()


def from_dict():
    jobs = {"a": Job()}
    jobs.pop("a").run()


def from_deque():
    jobs = deque()
    jobs.append(Job())
    jobs.popleft().run()
