class Job:
    def run(self):
        print("run")

    def stop(self):
        print("stop")


def main():
    if (job := Job()) is not None:
        job.run()
    job.stop()


main()
