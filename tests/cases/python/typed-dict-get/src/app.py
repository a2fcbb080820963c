from typing import TypedDict, cast


class Job:
    def run(self):
        pass


class Log:
    def close(self):
        pass


class Request(TypedDict, total=False):
    job: Job
    log: Log


def declared(request: Request):
    request.get("job").run()


def fallback(request: Request):
    request.get("job", Log()).close()


def made():
    return cast("Request", {"log": Log()})


def main():
    made()["log"].close()
    made().get("log").close()
