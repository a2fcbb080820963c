from functools import wraps


def with_client(function):
    @wraps(function)
    async def wrapper(*args, **options):
        return await function("client", *args, **options)

    return wrapper
