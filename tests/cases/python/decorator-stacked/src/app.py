def timed(function):
    def measure():
        return function()

    return measure


def logged(function):
    def log():
        return function()

    return log


@timed
@logged
def work():
    print("work")


def main():
    work()


main()
