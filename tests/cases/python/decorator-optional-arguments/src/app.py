def retry(function=None, *, times=2):
    def decorate(target):
        def wrapper():
            target()

        return wrapper

    if function is None:
        return decorate
    return decorate(function)


@retry
def fetch():
    print("fetch")


@retry(times=3)
def store():
    print("store")


def main():
    fetch()
    store()


main()
