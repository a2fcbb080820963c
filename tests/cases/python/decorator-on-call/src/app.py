def logged(function):
    def wrapper(*args):
        function(*args)

    return wrapper


def work():
    print("work")


def main():
    quiet = work
    loud = logged(work)
    loud()
    Service().run_logged()


class Service:
    def run(self):
        work()

    run_logged = logged(run)


main()
