class Remote:
    def __exit__(self, *details):
        print(details)

    def __enter__(self):
        return self
