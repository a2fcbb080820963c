class Job:
    def run(self):
        print("run")


def main():
    name, job = {"a": Job()}.popitem()
    job.run()
