class Retry:
    def __init__(self, times):
        self.times = times

    def __call__(self, function):
        def wrapper():
            for _ in range(self.times):
                function()

        return wrapper


@Retry(3)
def fetch():
    print("fetch")


def main():
    fetch()


main()
