def logged(function):
    def wrapper(*args):
        return function(*args)
    return wrapper


@logged
def work(value):
    return value


def run():
    work(1)
