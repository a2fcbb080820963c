import jobs
from jobs import run


def main():
    run()


def other():
    jobs.run()


def deeper():
    from jobs.run import prepare

    prepare()
