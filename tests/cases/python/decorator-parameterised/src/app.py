def retry(times):
    def decorate(function):
        def wrapper():
            for _ in range(times):
                function()

        return wrapper

    return decorate


@retry(2)
def fetch():
    print("fetch")


def main():
    fetch()


main()
