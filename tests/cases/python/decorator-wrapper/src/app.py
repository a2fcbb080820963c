import functools


def logged(function):
    @functools.wraps(function)
    def wrapper(*args, **kwargs):
        print("calling")
        return function(*args, **kwargs)

    return wrapper


def traced(function):
    def wrapper():
        function()

    return wrapper


@logged
def greet(name):
    print(name)


@logged
def part(name):
    print(name)


@traced
def wave():
    print("wave")


def main():
    greet("a")
    wave()


main()
part("b")
