class Job:
    def ready(self):
        print("ready")

    def run(self):
        print("run")


def main():
    if any((found := job).ready() for job in [Job()]):
        found.run()


main()
