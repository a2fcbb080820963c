from functools import wraps


def retry(function):
    @wraps(function)
    async def again(*args, **kwargs):
        return await function(*args, **kwargs)

    return again


def in_background(function):
    @wraps(function)
    def start(*args, **kwargs):
        return print(function, args, kwargs)

    return start


class Job:
    def __init__(self, name):
        self.name = name

    def __call__(self, method):
        @wraps(method)
        async def run(*args, **kwargs):
            return await method(*args, **kwargs)

        return run


@retry
async def clean():
    print("cleaned")
