class Refused(Exception):
    def explain(self):
        print("refused")


class Lost(Exception):
    def explain(self):
        print("lost")


def attempt(job):
    try:
        job()
    except Refused as error:
        error.explain()


def attempt_any(job):
    try:
        job()
    except (Refused, Lost) as error:
        error.explain()
